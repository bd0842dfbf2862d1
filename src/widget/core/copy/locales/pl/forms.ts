import type { FormsWords } from '../words.js';

/** What Polish asks of the user. */
export const forms: FormsWords = {
  pairs: {
    notFound: ['Nie ma tego, czego szukasz?', 'Poproś [{product}|właścicieli tej strony] o dodanie integracji.'],
    nothingOffered: ['Nie ma jeszcze czego połączyć', '[{product}|Ta strona] nie ma jeszcze dla Ciebie integracji.'],
    confirming: ['Połącz: {}', 'Logowanie do {} odbywa się w osobnym oknie.'],
    choosingMethod: ['Połącz: {}', 'Można to zrobić na kilka sposobów. Wybierz zależnie od tego, co masz pod ręką.'],
    askingInputs: ['Połącz: {integration}', '{integration} wymaga tych informacji przed zalogowaniem.'],
    inApp: [
      'Otwórz tę stronę w przeglądarce',
      '{} może nie pozwolić na logowanie w tej aplikacji. Skopiuj link i otwórz go w przeglądarce albo kontynuuj tutaj.',
    ],
    removeAsk: [
      'Usunąć {account}?',
      '[{product}|Ta strona] straci dostęp do tego konta w {integration}. W każdej chwili możesz połączyć je ponownie.',
    ],
  },
  methods: {
    oauth2: ['Zaloguj się do {integration}', 'Zgodę wyrazisz tam. Nie trzeba nic kopiować.'],
    token: ['Wpisz: {fields}', 'Jeśli masz te dane od administratora.'],
  },
  fieldErrors: {
    required: 'Wpisz „{label}”.',
    too_short: 'Wartość „{label}” jest za krótka[: minimalna liczba znaków to {min}].',
    too_long: 'Wartość „{label}” jest za długa[: maksymalna liczba znaków to {max}].',
    pattern: 'To nie wygląda na „{label}”. [Przykład: {example}.|Sprawdź, czy skopiowano całość.]',
    invalid_email: 'Wpisz adres e-mail, na przykład ada@example.com.',
    invalid_url: 'Wpisz pełny adres zaczynający się od https://.',
    invalid_subdomain: 'Użyj tylko liter, cyfr i łączników, bez kropek i ukośników.',
    invalid_number: 'Wpisz liczbę.',
    invalid_date: 'Wpisz datę, na przykład 2026-01-31.',
    unchecked: 'Zaznacz to pole, aby przejść dalej.',
    invalid_option: 'Wybierz pozycję z listy.',
    credentials_rejected: '{integration} nie akceptuje tej wartości „{label}”. Sprawdź, czy jest aktywna.',
  },
};
