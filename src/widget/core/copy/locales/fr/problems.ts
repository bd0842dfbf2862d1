import type { ProblemsWords } from '../words.js';

/** What French calls other problems, and what it says can be done about them. */
export const problems: ProblemsWords = {
  invalid_request: [
    'La connexion est impossible pour le moment',
    '[{product}|Cette page] doit d’abord corriger quelque chose. Vous n’y êtes pour rien.',
  ],
  unauthorized: [
    'Votre session est terminée',
    'Connectez-vous de nouveau [à {product}|sur cette page], puis revenez ici.',
  ],
  session_expired: ['Cela fait un moment', 'Rien n’est perdu. Réessayez pour continuer.'],
  forbidden: [
    'Vous n’avez pas accès à [{integration}|cet élément]',
    'Demandez l’accès à [{product}|l’équipe de cette page], ou choisissez une autre intégration.',
  ],
  not_found: ['Cet élément n’est plus ici', 'Il a peut-être été supprimé ailleurs. Recommencez à partir de la liste.'],
  invalid_fields: ['Il reste quelque chose à corriger', 'Vérifiez votre saisie et réessayez.'],
  credentials_rejected: [
    '[{integration}|Le fournisseur] n’a pas accepté ces informations',
    'Vérifiez que tout a été copié et reste actif. Votre saisie est toujours là.',
  ],
  idempotency_conflict: ['Déjà en cours', 'La connexion est en train de se faire. Réessayez dans un instant.'],
  rate_limited: ['Trop d’essais à la suite', 'Rien n’est perdu. Réessayez {wait}.'],
  connection_paused: ['Cette connexion est en pause', 'Elle doit être réactivée avant de pouvoir servir.'],
  integration_misconfigured: [
    '[{integration}|Cette intégration] n’est pas encore disponible',
    '[{product}|Cette page] doit d’abord terminer sa configuration. Vous n’y êtes pour rien.',
  ],
  provider_unreachable: [
    '[{integration}|Le fournisseur] ne répond pas',
    'Rien n’a été connecté. Réessayez dans quelques minutes.',
  ],
  store_unavailable: [
    'Quelque chose n’a pas fonctionné',
    '[Le problème est chez {product}|Cela vient de notre côté], et rien n’est perdu. Réessayez dans un instant.',
  ],
  network_failed: [
    '[{offline?}Vous êtes hors ligne|{product} est inaccessible|Le serveur de cette page est inaccessible]',
    'Rien n’est perdu. [{offline?}{integration?}Réessayez une fois votre connexion Internet rétablie.|{offline?}Nous réessaierons dès que votre connexion Internet sera rétablie.|Réessayez dans un instant.]',
  ],
  timed_out: ['C’est plus long que prévu', 'Rien n’est perdu. Vérifiez votre connexion Internet et réessayez.'],
  not_offered: [
    '[{integration}|Cette intégration] n’est pas disponible ici',
    'Choisissez une autre intégration, ou demandez à [{product}|l’équipe de cette page] d’ajouter [{integration}|celle-ci].',
  ],
};
