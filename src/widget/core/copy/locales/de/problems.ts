import type { ProblemsWords } from '../words.js';

/** What German calls other problems, and what it says can be done about them. */
export const problems: ProblemsWords = {
  invalid_request: [
    'Verbinden ist gerade nicht möglich',
    '[{product}|Diese Seite] muss erst etwas in Ordnung bringen. Es liegt nicht an Ihnen.',
  ],
  unauthorized: [
    'Sie sind abgemeldet',
    'Melden Sie sich [bei {product}|auf dieser Seite] erneut an und kommen Sie dann zurück.',
  ],
  session_expired: ['Sie waren eine Weile weg', 'Es ging nichts verloren. Versuchen Sie es erneut, um fortzufahren.'],
  forbidden: [
    '[{integration}|Das] ist für Sie nicht freigegeben',
    'Bitten Sie [{product}|die Betreiber dieser Seite] um Zugriff, oder wählen Sie eine andere Integration.',
  ],
  not_found: ['Das gibt es hier nicht mehr', 'Es wurde vielleicht anderswo entfernt. Beginnen Sie neu in der Liste.'],
  invalid_fields: ['Etwas passt noch nicht', 'Prüfen Sie Ihre Eingaben und versuchen Sie es erneut.'],
  credentials_rejected: [
    '[{integration}|Der Anbieter] hat das nicht akzeptiert',
    'Prüfen Sie, ob alles vollständig kopiert wurde und noch gültig ist. Ihre Eingaben sind noch da.',
  ],
  idempotency_conflict: ['Läuft bereits', 'Das wird gerade verbunden. Versuchen Sie es gleich noch einmal.'],
  rate_limited: ['Zu viele Versuche hintereinander', 'Es ging nichts verloren. Versuchen Sie es {wait} erneut.'],
  connection_paused: ['Diese Verbindung ist pausiert', 'Sie muss fortgesetzt werden, bevor sie verwendet werden kann.'],
  integration_misconfigured: [
    '[{integration}|Diese Integration] ist noch nicht bereit',
    '[{product}|Diese Seite] muss erst etwas in Ordnung bringen. Es liegt nicht an Ihnen.',
  ],
  provider_unreachable: [
    '[{integration}|Der Anbieter] antwortet nicht',
    'Es wurde nichts verbunden. Versuchen Sie es in einigen Minuten erneut.',
  ],
  store_unavailable: [
    'Etwas hat nicht funktioniert',
    'Es liegt [an {product}|an uns], und es ging nichts verloren. Versuchen Sie es gleich noch einmal.',
  ],
  network_failed: [
    '[{offline?}Sie sind offline|{product} ist nicht erreichbar|Der Server dieser Seite ist nicht erreichbar]',
    'Es ging nichts verloren. [{offline?}{integration?}Versuchen Sie es erneut, sobald Ihre Internetverbindung wieder da ist.|{offline?}Wir versuchen es wieder, sobald Ihre Internetverbindung wieder da ist.|Versuchen Sie es gleich noch einmal.]',
  ],
  timed_out: [
    'Das dauert zu lange',
    'Es ging nichts verloren. Prüfen Sie Ihre Internetverbindung und versuchen Sie es erneut.',
  ],
  not_offered: [
    '[{integration}|Diese Integration] wird hier nicht angeboten',
    'Wählen Sie eine andere Integration, oder bitten Sie [{product}|die Betreiber dieser Seite], [{integration}|diese] hinzuzufügen.',
  ],
};
