import type { SignInWords } from '../words.js';

/** What French says of signing in, and of what can come between. */
export const signIn: SignInWords = {
  waiting: {
    opening: ['Ouverture de {}', 'Une fenêtre s’ouvre pour vous identifier.'],
    open: ['Terminez dans l’autre fenêtre', 'Identifiez-vous auprès de {}. Cette page avance toute seule.'],
    closed: [
      'Terminez dans l’autre fenêtre',
      'Si vous l’avez fermée avant de vous identifier auprès de {}, rouvrez-la. Sinon, cette page avance toute seule.',
    ],
    blocked: [
      'Se connecter à {}',
      'Votre navigateur a empêché l’ouverture de la fenêtre. Ouvrez-la avec le bouton ci-dessous.',
    ],
    returned: [
      'La connexion n’est pas terminée',
      'Vous êtes revenu avant la connexion à {}. Continuez là-bas ou annulez.',
    ],
    here: ['Redirection vers {}', 'Vous reviendrez ensuite sur cette page.'],
  },
  problems: {
    state_unknown: [
      'La connexion n’a pas abouti',
      'Rien n’a été connecté. Recommencez pour vous identifier auprès de [{integration}|votre fournisseur].',
    ],
    browser_mismatch: [
      'Un autre navigateur est revenu',
      'Pour protéger votre compte, la connexion se termine dans le navigateur où elle a commencé. Rien n’a été connecté ; réessayez ici.',
    ],
    attempt_expired: [
      'Cela a pris trop de temps',
      'La connexion reste ouverte 10 minutes. Rien n’a été connecté ; réessayez.',
    ],
    attempt_cancelled: ['La connexion a été annulée', 'Rien n’a été connecté. Vous pouvez réessayer à tout moment.'],
    access_denied: [
      'L’accès n’a pas été accordé',
      '[{integration}|Le fournisseur] n’a pas autorisé [{product}|cette page]. Rien n’a été connecté ; vous pouvez réessayer.',
    ],
    account_mismatch: [
      'C’est un autre compte',
      'Votre connexion reste telle quelle. Pour la renouveler, utilisez le même compte [{integration} ]qu’avant.',
    ],
    needs_reauth: [
      'Reconnectez-vous',
      '[{integration}|Le fournisseur] n’accepte plus cette connexion. Connectez-vous à nouveau pour la renouveler.',
    ],
    popup_blocked: [
      'La fenêtre ne s’est pas ouverte',
      'Votre navigateur l’a bloquée. Réessayez, ou continuez plutôt dans cette page.',
    ],
  },
};
