import type { FormsWords } from '../words.js';

/** What Italian asks of the user. */
export const forms: FormsWords = {
  pairs: {
    notFound: [
      'Non è quello che cerchi?',
      'Chiedi a [{product}|chi gestisce questa pagina] di aggiungere un’integrazione.',
    ],
    nothingOffered: ['Ancora nulla da collegare', '[{product}|Questa pagina] non ha ancora integrazioni per te.'],
    confirming: ['Collega {}', 'Accedi a {} in una finestra separata.'],
    choosingMethod: ['Collega {}', 'Ci sono più modi. Scegli in base a ciò che hai a portata di mano.'],
    askingInputs: ['Collega {integration}', '{integration} ha bisogno di questi dati prima dell’accesso.'],
    inApp: [
      'Apri questa pagina nel browser',
      '{} potrebbe non consentire l’accesso in questa app. Copia il link e aprilo nel browser, oppure continua qui.',
    ],
    removeAsk: [
      'Rimuovere {account}?',
      '[{product}|Questa pagina] non potrà più accedere a questo account {integration}. Puoi ricollegarlo in qualsiasi momento.',
    ],
  },
  methods: {
    oauth2: ['Accedi a {integration}', 'Dai il consenso lì. Niente da copiare.'],
    token: ['Inserisci: {fields}', 'Se un amministratore ti ha dato questi dati.'],
  },
  fieldErrors: {
    required: 'Inserisci “{label}”.',
    too_short: 'Il valore di “{label}” è troppo breve[: deve avere almeno {min} caratteri].',
    too_long: 'Il valore di “{label}” è troppo lungo[: deve avere al massimo {max} caratteri].',
    pattern: 'Questo non sembra “{label}”. [Esempio: {example}.|Controlla di aver copiato tutto.]',
    invalid_email: 'Inserisci un indirizzo email come ada@example.com.',
    invalid_url: 'Inserisci un indirizzo completo che inizi con https://.',
    invalid_subdomain: 'Usa solo lettere, cifre e trattini, senza punti né barre.',
    invalid_number: 'Inserisci un numero.',
    invalid_date: 'Inserisci una data come 2026-01-31.',
    unchecked: 'Spunta questa casella per continuare.',
    invalid_option: 'Scegli una voce dell’elenco.',
    credentials_rejected: '{integration} non ha accettato “{label}”. Controlla che il valore sia ancora attivo.',
  },
};
