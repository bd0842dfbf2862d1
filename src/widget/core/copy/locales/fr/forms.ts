import type { FormsWords } from '../words.js';

/** What French asks of the user. */
export const forms: FormsWords = {
  pairs: {
    notFound: [
      'Vous ne trouvez pas votre intégration\u00a0?',
      'Demandez à [{product}|l’équipe de cette page] d’ajouter une intégration.',
    ],
    nothingOffered: [
      'Rien à connecter pour l’instant',
      '[{product}|Cette page] ne vous propose pas encore d’intégrations.',
    ],
    confirming: ['Connecter {}', 'Vous vous connectez à {} dans une fenêtre à part.'],
    choosingMethod: [
      'Connecter {}',
      'Il y a plusieurs façons de faire. Choisissez selon ce que vous avez sous la main.',
    ],
    askingInputs: ['Connecter {integration}', '{integration} a besoin de ces informations avant la connexion.'],
    inApp: [
      'Ouvrez cette page dans votre navigateur',
      '{} refusera peut-être la connexion dans cette application. Copiez le lien et ouvrez-le dans votre navigateur, ou continuez ici.',
    ],
    removeAsk: [
      'Supprimer {account}\u00a0?',
      '[{product}|Cette page] n’aura plus accès à ce compte {integration}. Vous pourrez le reconnecter à tout moment.',
    ],
  },
  methods: {
    oauth2: ['Se connecter à {integration}', 'Vous y donnez votre accord. Rien à copier.'],
    token: ['Saisir\u00a0: {fields}', 'Si un administrateur vous a transmis ces informations.'],
  },
  fieldErrors: {
    required: 'Saisissez «\u00a0{label}\u00a0».',
    too_short: 'La valeur de «\u00a0{label}\u00a0» est trop courte[\u00a0: au moins {min} caractères].',
    too_long: 'La valeur de «\u00a0{label}\u00a0» est trop longue[\u00a0: au plus {max} caractères].',
    pattern:
      'Cela ne ressemble pas à «\u00a0{label}\u00a0». [Exemple\u00a0: {example}.|Vérifiez que tout a été copié.]',
    invalid_email: 'Saisissez une adresse e-mail comme ada@example.com.',
    invalid_url: 'Saisissez une adresse complète commençant par https://.',
    invalid_subdomain:
      'Utilisez uniquement des lettres, des chiffres et des traits d’union, sans points ni barres obliques.',
    invalid_number: 'Saisissez un nombre.',
    invalid_date: 'Saisissez une date comme 2026-01-31.',
    unchecked: 'Cochez cette case pour continuer.',
    invalid_option: 'Choisissez un élément de la liste.',
    credentials_rejected:
      '{integration} n’a pas accepté «\u00a0{label}\u00a0». Vérifiez que cette valeur est toujours active.',
  },
};
