import type { SignInWords } from '../words.js';

/** What Polish says of signing in, and of what can come between. */
export const signIn: SignInWords = {
  waiting: {
    opening: ['Otwieranie: {}', 'Otworzy się okno, w którym się zalogujesz.'],
    open: ['Dokończ w drugim oknie', 'Zaloguj się tam do {}. Ta strona sama przejdzie dalej.'],
    closed: [
      'Dokończ w drugim oknie',
      'Jeśli okno zostało zamknięte przed zalogowaniem do {}, otwórz je ponownie. W przeciwnym razie ta strona sama przejdzie dalej.',
    ],
    blocked: ['Zaloguj się do {}', 'Przeglądarka zablokowała okno. Otwórz je tutaj.'],
    returned: [
      'Logowanie nie zostało dokończone',
      'Połączenie z {} nie zostało jeszcze nawiązane. Kontynuuj tam albo anuluj.',
    ],
    here: ['Przechodzisz do: {}', 'Potem wrócisz na tę stronę.'],
  },
  problems: {
    state_unknown: [
      'Logowanie nie zostało dokończone',
      'Nic nie połączono. Zaloguj się ponownie [do {integration}|na swoje konto].',
    ],
    browser_mismatch: [
      'Logowanie zakończyło się w innej przeglądarce',
      'Musi się ono zakończyć w przeglądarce, w której się zaczęło. Nic nie połączono; spróbuj ponownie tutaj.',
    ],
    attempt_expired: ['To trwało zbyt długo', 'Masz 10 minut na zalogowanie się. Nic nie połączono; spróbuj ponownie.'],
    attempt_cancelled: ['Logowanie anulowano', 'Nic nie połączono. W każdej chwili możesz spróbować ponownie.'],
    access_denied: [
      'Nie udzielono dostępu',
      '[{integration}|Dostawca] nie zezwala [{product}|tej stronie] na dostęp. Nic nie połączono; możesz spróbować ponownie.',
    ],
    account_mismatch: [
      'To inne konto',
      'Twoje połączenie pozostaje bez zmian. Aby je odnowić, zaloguj się [jako {account}|na to samo konto co wcześniej].',
    ],
    needs_reauth: [
      'Zaloguj się ponownie',
      '[{integration}|Dostawca] nie akceptuje już tego połączenia. Połącz konto ponownie, aby je odnowić.',
    ],
    popup_blocked: [
      'Okno się nie otworzyło',
      'Przeglądarka je zablokowała. Spróbuj ponownie albo kontynuuj na tej stronie.',
    ],
  },
};
