import type { ProblemsWords } from '../words.js';

/** What Polish calls other problems, and what it says can be done about them. */
export const problems: ProblemsWords = {
  invalid_request: [
    'Łączenie nie jest teraz możliwe',
    '[{product}|Ta strona] musi najpierw coś naprawić. Przyczyna nie leży po Twojej stronie.',
  ],
  unauthorized: ['Sesja została zakończona', 'Zaloguj się ponownie [do {product}|na tej stronie], a potem wróć tutaj.'],
  session_expired: ['Minęła dłuższa chwila', 'Nic nie przepadło. Spróbuj ponownie, aby kontynuować.'],
  forbidden: [
    'Brak dostępu do [{integration}|tej integracji]',
    'Poproś [{product}|właścicieli tej strony] o dostęp albo wybierz inną integrację.',
  ],
  not_found: ['Tego już tu nie ma', 'Być może usunięto to gdzie indziej. Zacznij od nowa z listy.'],
  invalid_fields: ['Coś się jeszcze nie zgadza', 'Sprawdź wpisane dane i spróbuj ponownie.'],
  credentials_rejected: [
    '[{integration}|Dostawca] nie akceptuje tych danych',
    'Sprawdź, czy skopiowano całość i czy są nadal aktywne. Wpisane dane wciąż tu są.',
  ],
  idempotency_conflict: ['Już w toku', 'Trwa łączenie. Spróbuj ponownie za chwilę.'],
  rate_limited: ['Zbyt wiele prób z rzędu', 'Nic nie przepadło. Spróbuj ponownie {wait}.'],
  connection_paused: ['To połączenie jest wstrzymane', 'Trzeba je wznowić, zanim będzie można z niego korzystać.'],
  integration_misconfigured: [
    '[Integracja {integration}|Ta integracja] nie jest jeszcze dostępna',
    '[{product}|Ta strona] musi dokończyć konfigurację. Przyczyna nie leży po Twojej stronie.',
  ],
  provider_unreachable: [
    '[{integration}|Dostawca] nie odpowiada',
    'Nic nie połączono. Spróbuj ponownie za kilka minut.',
  ],
  store_unavailable: [
    'Coś nie zadziałało',
    'Problem jest po [stronie {product}|naszej stronie]; nic nie przepadło. Spróbuj ponownie za chwilę.',
  ],
  network_failed: [
    '[{offline?}Brak połączenia z internetem|Nie można połączyć się z {product}|Nie można połączyć się z serwerem tej strony]',
    'Nic nie przepadło. [{offline?}{integration?}Spróbuj ponownie, gdy wróci połączenie z internetem.|{offline?}Spróbujemy ponownie, gdy tylko wróci połączenie z internetem.|Spróbuj ponownie za chwilę.]',
  ],
  timed_out: ['To trwa dłużej, niż powinno', 'Nic nie przepadło. Sprawdź połączenie z internetem i spróbuj ponownie.'],
  not_offered: [
    '[Integracja {integration}|Ta integracja] nie jest tu dostępna',
    'Wybierz inną integrację albo poproś [{product}|właścicieli tej strony] o dodanie [{integration}|tej].',
  ],
};
