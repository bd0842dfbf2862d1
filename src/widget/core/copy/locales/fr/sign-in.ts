import type { SignInWords } from '../words.js';

/** What French says of signing in, and of what can come between. */
export const signIn: SignInWords = {
  waiting: {
    opening: ['Ouverture de {}', 'Une fenêtre s’ouvre pour vous connecter.'],
    open: ['Terminez dans l’autre fenêtre', 'Connectez-vous à {}. La suite s’affichera ensuite sur cette page.'],
    closed: [
      'Terminez dans l’autre fenêtre',
      'Si vous l’avez fermée avant de vous connecter à {}, rouvrez-la. Sinon, la suite s’affichera sur cette page.',
    ],
    blocked: ['Se connecter à {}', 'Votre navigateur a bloqué la fenêtre. Ouvrez-la ici.'],
    returned: [
      'La connexion n’est pas terminée',
      'Vous avez quitté {} avant la fin de la connexion. Reprenez-la ou annulez.',
    ],
    here: ['Redirection vers {}', 'Vous reviendrez ensuite sur cette page.'],
  },
  problems: {
    state_unknown: [
      'La connexion n’a pas abouti',
      'Rien n’a été connecté. Connectez-vous à nouveau à [{integration}|votre compte].',
    ],
    browser_mismatch: [
      'La connexion s’est terminée dans un autre navigateur',
      'Elle doit se terminer dans le navigateur où elle a commencé. Rien n’a été connecté\u00a0; réessayez ici.',
    ],
    attempt_expired: [
      'Cela a pris trop de temps',
      'Vous avez 10 minutes pour vous connecter. Rien n’a été connecté\u00a0; réessayez.',
    ],
    attempt_cancelled: ['La connexion a été annulée', 'Rien n’a été connecté. Vous pouvez réessayer à tout moment.'],
    access_denied: [
      'L’accès n’a pas été accordé',
      '[{integration}|Le fournisseur] n’a pas autorisé [{product}|cette page]. Rien n’a été connecté\u00a0; vous pouvez réessayer.',
    ],
    account_mismatch: [
      'C’est un autre compte',
      'Votre connexion reste telle quelle. Pour la renouveler, connectez-vous [en tant que {account}|au même compte qu’avant].',
    ],
    needs_reauth: [
      'Reconnectez-vous',
      '[{integration}|Le fournisseur] n’accepte plus cette connexion. Reconnectez le compte pour la renouveler.',
    ],
    popup_blocked: [
      'La fenêtre ne s’est pas ouverte',
      'Votre navigateur l’a bloquée. Réessayez, ou continuez plutôt sur cette page.',
    ],
  },
};
