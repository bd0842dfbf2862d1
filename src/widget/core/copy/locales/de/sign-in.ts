import type { SignInWords } from '../words.js';

/** What German says of signing in, and of what can come between. */
export const signIn: SignInWords = {
  waiting: {
    opening: ['{} wird geöffnet', 'Es öffnet sich ein Fenster, in dem Sie sich anmelden.'],
    open: ['Im anderen Fenster abschließen', 'Melden Sie sich dort bei {} an. Diese Seite geht von selbst weiter.'],
    closed: [
      'Im anderen Fenster abschließen',
      'Falls Sie es vor der Anmeldung bei {} geschlossen haben, öffnen Sie es erneut. Sonst geht diese Seite von selbst weiter.',
    ],
    blocked: [
      'Bei {} anmelden',
      'Ihr Browser hat das Fenster nicht geöffnet. Öffnen Sie es mit der Schaltfläche unten.',
    ],
    returned: [
      'Die Anmeldung ist nicht abgeschlossen',
      'Sie sind zurückgekehrt, bevor {} verbunden war. Fahren Sie dort fort oder brechen Sie ab.',
    ],
    here: ['Sie werden zu {} weitergeleitet', 'Danach kehren Sie auf diese Seite zurück.'],
  },
  problems: {
    state_unknown: [
      'Die Anmeldung wurde nicht abgeschlossen',
      'Nichts wurde verbunden. Melden Sie sich noch einmal bei [{integration}|Ihrem Konto] an.',
    ],
    browser_mismatch: [
      'Ein anderer Browser kam zurück',
      'Zu Ihrem Schutz endet die Anmeldung in dem Browser, in dem sie begann. Nichts wurde verbunden; versuchen Sie es hier erneut.',
    ],
    attempt_expired: [
      'Das hat zu lange gedauert',
      'Die Anmeldung bleibt 10 Minuten offen. Nichts wurde verbunden; versuchen Sie es erneut.',
    ],
    attempt_cancelled: [
      'Die Anmeldung wurde abgebrochen',
      'Nichts wurde verbunden. Sie können es jederzeit erneut versuchen.',
    ],
    access_denied: [
      'Der Zugriff wurde nicht gewährt',
      '[{integration}|Der Anbieter] hat [{product}|diese Seite] nicht zugelassen. Nichts wurde verbunden; Sie können es erneut versuchen.',
    ],
    account_mismatch: [
      'Das ist ein anderes Konto',
      'Ihre Verbindung bleibt, wie sie war. Melden Sie sich zum Erneuern mit demselben Konto[ bei {integration}] an wie zuvor.',
    ],
    needs_reauth: [
      'Melden Sie sich neu an',
      '[{integration}|Der Anbieter] nimmt diese Verbindung nicht mehr an. Verbinden Sie neu, um sie zu erneuern.',
    ],
    popup_blocked: [
      'Das Fenster ging nicht auf',
      'Ihr Browser hat es nicht zugelassen. Versuchen Sie es erneut, oder fahren Sie auf dieser Seite fort.',
    ],
  },
};
