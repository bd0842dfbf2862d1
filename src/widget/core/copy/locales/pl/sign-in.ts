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
    blocked: ['Zaloguj się do {}', 'Przeglądarka nie pozwoliła otworzyć okna. Otwórz je przyciskiem poniżej.'],
    returned: [
      'Logowanie nie zostało dokończone',
      'Powrót nastąpił przed połączeniem z {}. Kontynuuj tam albo anuluj.',
    ],
    here: ['Przechodzisz do: {}', 'Potem wrócisz na tę stronę.'],
  },
  problems: {
    state_unknown: [
      'Logowanie nie zostało dokończone',
      'Nic nie połączono. Zacznij od nowa, aby zalogować się do [{integration}|swojego konta].',
    ],
    browser_mismatch: [
      'Wróciła inna przeglądarka',
      'Dla bezpieczeństwa konta logowanie kończy się w przeglądarce, w której się zaczęło. Nic nie połączono; spróbuj ponownie tutaj.',
    ],
    attempt_expired: [
      'To trwało zbyt długo',
      'Logowanie jest otwarte przez 10 minut. Nic nie połączono; spróbuj ponownie.',
    ],
    attempt_cancelled: ['Logowanie anulowano', 'Nic nie połączono. W każdej chwili możesz spróbować ponownie.'],
    access_denied: [
      'Nie udzielono dostępu',
      '[{integration}|Dostawca] nie dał dostępu dla [{product}|tej strony]. Nic nie połączono; możesz spróbować ponownie.',
    ],
    account_mismatch: [
      'To inne konto',
      'Twoje połączenie pozostaje bez zmian. Aby je odnowić, zaloguj się na to samo konto [w {integration} ]co wcześniej.',
    ],
    needs_reauth: [
      'Zaloguj się ponownie',
      '[{integration}|Dostawca] nie przyjmuje już tego połączenia. Połącz ponownie, aby je odnowić.',
    ],
    popup_blocked: [
      'Okno się nie otworzyło',
      'Przeglądarka je zablokowała. Spróbuj ponownie albo kontynuuj na tej stronie.',
    ],
  },
};
