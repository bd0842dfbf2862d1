import type { FormsWords } from '../words.js';

/** What German asks of the user. */
export const forms: FormsWords = {
  pairs: {
    notFound: [
      'Nicht das Richtige dabei?',
      'Bitten Sie [{product}|die Betreiber dieser Seite], eine Integration hinzuzufügen.',
    ],
    nothingOffered: ['Noch nichts zu verbinden', '[{product}|Diese Seite] bietet bisher keine Integrationen an.'],
    confirming: ['{} verbinden', 'Sie melden sich in einem eigenen Fenster bei {} an.'],
    choosingMethod: ['{} verbinden', 'Es gibt mehrere Wege. Wählen Sie, was Sie zur Hand haben.'],
    askingInputs: ['{integration} verbinden', '{integration} benötigt diese Angaben vor der Anmeldung.'],
    inApp: [
      'Öffnen Sie diese Seite im Browser',
      '{} lässt die Anmeldung in dieser App möglicherweise nicht zu. Kopieren Sie den Link und öffnen Sie ihn im Browser, oder fahren Sie hier fort.',
    ],
    removeAsk: [
      '{account} entfernen?',
      '[{product}|Diese Seite] kann dann nicht mehr auf dieses Konto bei {integration} zugreifen. Sie können es jederzeit wieder verbinden.',
    ],
  },
  methods: {
    oauth2: ['Bei {integration} anmelden', 'Sie stimmen dort zu und müssen nichts kopieren.'],
    token: ['{fields} eingeben', 'Wenn Sie die Angaben von Ihrer Administration erhalten haben.'],
  },
  fieldErrors: {
    required: 'Geben Sie „{label}“ ein.',
    too_short: '„{label}“ ist zu kurz[: mindestens {min} Zeichen].',
    too_long: '„{label}“ ist zu lang[: höchstens {max} Zeichen].',
    pattern: 'Das sieht nicht nach „{label}“ aus. [Beispiel: {example}.|Prüfen Sie, ob alles kopiert wurde.]',
    invalid_email: 'Geben Sie eine E-Mail-Adresse wie ada@example.com ein.',
    invalid_url: 'Geben Sie eine vollständige Adresse ein, die mit https:// beginnt.',
    invalid_subdomain: 'Verwenden Sie nur Buchstaben, Ziffern und Bindestriche, keine Punkte oder Schrägstriche.',
    invalid_number: 'Geben Sie eine Zahl ein.',
    invalid_date: 'Geben Sie ein Datum wie 2026-01-31 ein.',
    unchecked: 'Setzen Sie hier ein Häkchen, um fortzufahren.',
    invalid_option: 'Wählen Sie einen Eintrag der Liste.',
    credentials_rejected: '{integration} hat „{label}“ nicht akzeptiert. Prüfen Sie, ob die Angabe noch gilt.',
  },
};
