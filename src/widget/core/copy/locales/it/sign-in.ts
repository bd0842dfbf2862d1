import type { SignInWords } from '../words.js';

/** What Italian says of signing in, and of what can come between. */
export const signIn: SignInWords = {
  waiting: {
    opening: ['Apertura di {}', 'Si apre una finestra in cui accedere.'],
    open: ['Completa nell’altra finestra', 'Accedi lì a {}. Questa pagina prosegue da sola.'],
    closed: [
      'Completa nell’altra finestra',
      'Se l’hai chiusa prima di accedere a {}, riaprila. Altrimenti questa pagina prosegue da sola.',
    ],
    blocked: ['Accedi a {}', 'Il browser ha bloccato la finestra. Aprila qui.'],
    returned: ['L’accesso non è completo', 'Hai lasciato {} prima del collegamento. Continua lì o annulla.'],
    here: ['Ti portiamo su {}', 'Poi tornerai a questa pagina.'],
  },
  problems: {
    state_unknown: [
      'L’accesso non è stato completato',
      'Nulla è stato collegato. Accedi di nuovo [a {integration}|al tuo account].',
    ],
    browser_mismatch: [
      'L’accesso è terminato in un altro browser',
      'Deve terminare nel browser in cui è iniziato. Nulla è stato collegato; riprova qui.',
    ],
    attempt_expired: ['È passato troppo tempo', 'Hai 10 minuti per accedere. Nulla è stato collegato; riprova.'],
    attempt_cancelled: ['L’accesso è stato annullato', 'Nulla è stato collegato. Puoi riprovare in qualsiasi momento.'],
    access_denied: [
      'L’accesso non è stato concesso',
      '[{integration}|Il fornitore] non ha autorizzato [{product}|questa pagina]. Nulla è stato collegato; puoi riprovare.',
    ],
    account_mismatch: [
      'È un altro account',
      'Il collegamento resta com’era. Per rinnovarlo accedi [come {account}|con lo stesso account di prima].',
    ],
    needs_reauth: [
      'Accedi di nuovo',
      '[{integration}|Il fornitore] non accetta più questo collegamento. Ricollegalo per rinnovarlo.',
    ],
    popup_blocked: [
      'La finestra non si è aperta',
      'Il browser l’ha bloccata. Riprova, oppure continua su questa pagina.',
    ],
  },
};
