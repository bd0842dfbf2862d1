import type { FormsWords } from '../words.js';

/** What Dutch asks of the user. */
export const forms: FormsWords = {
  pairs: {
    notFound: [
      'Niet wat je zoekt?',
      'Vraag [{product}|de beheerders van deze pagina] om een integratie toe te voegen.',
    ],
    nothingOffered: ['Nog niets te koppelen', '[{product}|Deze pagina] heeft nog geen integraties voor je.'],
    confirming: ['{} koppelen', 'Je logt in een apart venster in bij {}.'],
    choosingMethod: ['{} koppelen', 'Er zijn meerdere manieren. Kies wat je bij de hand hebt.'],
    askingInputs: ['{integration} koppelen', '{integration} heeft dit nodig voordat je inlogt.'],
    inApp: [
      'Open deze pagina in je browser',
      'Misschien kun je in deze app niet inloggen bij {}. Kopieer de link en open die in je browser, of ga hier verder.',
    ],
    removeAsk: [
      '{account} verwijderen?',
      '[{product}|Deze pagina] heeft dan geen toegang meer tot dit account bij {integration}. Je kunt het altijd opnieuw koppelen.',
    ],
  },
  methods: {
    oauth2: ['Inloggen bij {integration}', 'Je geeft daar toestemming en hoeft niets te kopiëren.'],
    token: ['{fields} invoeren', 'Als je de gegevens van een beheerder hebt gekregen.'],
  },
  fieldErrors: {
    required: 'Vul ‘{label}’ in.',
    too_short: '‘{label}’ is te kort[: minstens {min} tekens].',
    too_long: '‘{label}’ is te lang[: hoogstens {max} tekens].',
    pattern: 'Dit lijkt niet op ‘{label}’. [Voorbeeld: {example}.|Controleer of alles is gekopieerd.]',
    invalid_email: 'Vul een e-mailadres in zoals ada@example.com.',
    invalid_url: 'Vul een volledig adres in dat begint met https://.',
    invalid_subdomain: 'Gebruik alleen letters, cijfers en koppeltekens, geen punten of schuine strepen.',
    invalid_number: 'Vul een getal in.',
    invalid_date: 'Vul een datum in zoals 2026-01-31.',
    unchecked: 'Vink dit aan om verder te gaan.',
    invalid_option: 'Kies een optie uit de lijst.',
    credentials_rejected: '{integration} heeft ‘{label}’ niet geaccepteerd. Controleer of het nog actief is.',
  },
};
