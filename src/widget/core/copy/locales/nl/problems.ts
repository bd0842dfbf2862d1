import type { ProblemsWords } from '../words.js';

/** What Dutch calls other problems, and what it says can be done about them. */
export const problems: ProblemsWords = {
  invalid_request: [
    'Koppelen kan nu niet',
    '[{product}|Deze pagina] moet eerst iets in orde maken. Het ligt niet aan jou.',
  ],
  unauthorized: ['Je bent uitgelogd', 'Log opnieuw in bij [{product}|deze pagina] en kom dan terug.'],
  session_expired: ['Je was even weg', 'Er is niets verloren gegaan. Probeer het opnieuw om verder te gaan.'],
  forbidden: [
    '[{integration}|Dit] is niet voor je toegankelijk',
    'Vraag [{product}|de beheerders van deze pagina] om toegang of kies een andere integratie.',
  ],
  not_found: ['Dit is hier niet meer', 'Misschien is het elders verwijderd. Begin opnieuw vanuit de lijst.'],
  invalid_fields: ['Er klopt nog iets niet', 'Controleer wat je hebt ingevuld en probeer het opnieuw.'],
  credentials_rejected: [
    '[{integration}|De aanbieder] heeft dit niet geaccepteerd',
    'Controleer of alles is gekopieerd en nog actief is. Wat je hebt ingevuld staat er nog.',
  ],
  idempotency_conflict: ['Al bezig', 'Dit wordt nu gekoppeld. Probeer het zo meteen opnieuw.'],
  rate_limited: ['Te veel pogingen achter elkaar', 'Er is niets verloren gegaan. Probeer het {wait} opnieuw.'],
  connection_paused: [
    'Deze koppeling is gepauzeerd',
    'De koppeling moet eerst worden hervat voordat je die kunt gebruiken.',
  ],
  integration_misconfigured: [
    '[{integration}|Deze integratie] is nog niet klaar',
    '[{product}|Deze pagina] moet de instellingen nog afronden. Het ligt niet aan jou.',
  ],
  provider_unreachable: [
    '[{integration}|De aanbieder] reageert niet',
    'Er is niets gekoppeld. Probeer het over een paar minuten opnieuw.',
  ],
  store_unavailable: [
    'Er werkte iets niet',
    'Het ligt aan [{product}|ons] en er is niets verloren gegaan. Probeer het zo meteen opnieuw.',
  ],
  network_failed: [
    '[{offline?}Je bent offline|{product} is niet bereikbaar|De server van deze pagina is niet bereikbaar]',
    'Er is niets verloren gegaan. [{offline?}{integration?}Probeer het opnieuw als je weer internet hebt.|{offline?}We proberen het opnieuw zodra je weer internet hebt.|Probeer het zo meteen opnieuw.]',
  ],
  timed_out: [
    'Dit duurt te lang',
    'Er is niets verloren gegaan. Controleer je internetverbinding en probeer het opnieuw.',
  ],
  not_offered: [
    '[{integration}|Deze integratie] wordt hier niet aangeboden',
    'Kies een andere integratie of vraag [{product}|de beheerders van deze pagina] om [{integration}|deze] toe te voegen.',
  ],
};
