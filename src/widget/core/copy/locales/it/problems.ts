import type { ProblemsWords } from '../words.js';

/** What Italian calls other problems, and what it says can be done about them. */
export const problems: ProblemsWords = {
  invalid_request: [
    'Ora non è possibile collegare',
    '[{product}|Questa pagina] deve prima sistemare qualcosa. Non dipende da te.',
  ],
  unauthorized: ['La tua sessione è terminata', 'Accedi di nuovo a [{product}|questa pagina], poi torna qui.'],
  session_expired: ['È passato un po’ di tempo', 'Non è andato perso nulla. Riprova per continuare.'],
  forbidden: [
    'Non hai accesso a [{integration}|questa integrazione]',
    'Chiedi l’accesso a [{product}|chi gestisce questa pagina], oppure scegli un’altra integrazione.',
  ],
  not_found: ['Questo elemento non c’è più', 'Forse è stato rimosso altrove. Ricomincia dall’elenco.'],
  invalid_fields: ['C’è ancora qualcosa da correggere', 'Controlla ciò che hai inserito e riprova.'],
  credentials_rejected: [
    '[{integration}|Il fornitore] non ha accettato questi dati',
    'Controlla che siano completi e ancora attivi. Ciò che hai inserito è ancora qui.',
  ],
  idempotency_conflict: ['Già in corso', 'Il collegamento è in corso proprio ora. Riprova tra poco.'],
  rate_limited: ['Troppi tentativi di seguito', 'Non è andato perso nulla. Riprova {wait}.'],
  connection_paused: ['Questo collegamento è in pausa', 'Va riattivato prima di poterlo usare.'],
  integration_misconfigured: [
    '[{integration}|Questa integrazione] non è ancora disponibile',
    '[{product}|Questa pagina] deve completarne la configurazione. Non dipende da te.',
  ],
  provider_unreachable: [
    '[{integration}|Il fornitore] non risponde',
    'Nulla è stato collegato. Riprova tra qualche minuto.',
  ],
  store_unavailable: [
    'Qualcosa non ha funzionato',
    'Dipende da [{product}|noi] e non è andato perso nulla. Riprova tra poco.',
  ],
  network_failed: [
    '[{offline?}Non hai connessione|{product} non è raggiungibile|Il server di questa pagina non è raggiungibile]',
    'Non è andato perso nulla. [{offline?}{integration?}Riprova quando torna la connessione a Internet.|{offline?}Riproveremo appena torna la connessione a Internet.|Riprova tra poco.]',
  ],
  timed_out: ['Ci vuole troppo tempo', 'Non è andato perso nulla. Controlla la connessione a Internet e riprova.'],
  not_offered: [
    '[{integration}|Questa integrazione] non è disponibile qui',
    'Scegli un’altra integrazione, oppure chiedi a [{product}|chi gestisce questa pagina] di aggiungere [{integration}|questa].',
  ],
};
