import type { SignInWords } from '../words.js';

/** What German says of signing in, and of what can come between. */
export const signIn: SignInWords = {
  waiting: {
    opening: ['{} wird geöffnet', 'Es öffnet sich ein Fenster, in dem Sie sich anmelden.'],
    open: ['Im anderen Fenster abschließen', 'Melden Sie sich dort bei {} an. Danach geht es hier von selbst weiter.'],
    closed: [
      'Im anderen Fenster abschließen',
      'Falls Sie es vor der Anmeldung bei {} geschlossen haben, öffnen Sie es erneut. Sonst geht es hier von selbst weiter.',
    ],
    blocked: ['Bei {} anmelden', 'Ihr Browser hat das Fenster blockiert. Öffnen Sie es hier.'],
    returned: [
      'Die Anmeldung ist nicht abgeschlossen',
      'Sie sind zurückgekehrt, bevor {} verbunden war. Fahren Sie dort fort oder brechen Sie ab.',
    ],
    here: ['Sie werden zu {} weitergeleitet', 'Danach kehren Sie auf diese Seite zurück.'],
  },
  problems: {
    state_unknown: [
      'Die Anmeldung wurde nicht abgeschlossen',
      'Es wurde nichts verbunden. Melden Sie sich noch einmal bei [{integration}|Ihrem Konto] an.',
    ],
    browser_mismatch: [
      'Die Anmeldung endete in einem anderen Browser',
      'Sie muss in dem Browser enden, in dem sie begann. Es wurde nichts verbunden; versuchen Sie es hier erneut.',
    ],
    attempt_expired: [
      'Das hat zu lange gedauert',
      'Für die Anmeldung haben Sie 10 Minuten Zeit. Es wurde nichts verbunden; versuchen Sie es erneut.',
    ],
    attempt_cancelled: [
      'Die Anmeldung wurde abgebrochen',
      'Es wurde nichts verbunden. Sie können es jederzeit erneut versuchen.',
    ],
    access_denied: [
      'Der Zugriff wurde nicht gewährt',
      '[{integration}|Der Anbieter] hat [{product}|dieser Seite] den Zugriff nicht erlaubt. Es wurde nichts verbunden; Sie können es erneut versuchen.',
    ],
    account_mismatch: [
      'Das ist ein anderes Konto',
      'Ihre Verbindung bleibt, wie sie war. Melden Sie sich zum Erneuern [als {account}|mit demselben Konto wie zuvor] an.',
    ],
    needs_reauth: [
      'Melden Sie sich erneut an',
      '[{integration}|Der Anbieter] akzeptiert diese Verbindung nicht mehr. Verbinden Sie das Konto noch einmal, um sie zu erneuern.',
    ],
    popup_blocked: [
      'Das Fenster wurde nicht geöffnet',
      'Ihr Browser hat es blockiert. Versuchen Sie es erneut, oder fahren Sie auf dieser Seite fort.',
    ],
  },
};
