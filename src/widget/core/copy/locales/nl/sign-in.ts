import type { SignInWords } from '../words.js';

/** What Dutch says of signing in, and of what can come between. */
export const signIn: SignInWords = {
  waiting: {
    opening: ['{} wordt geopend', 'Er gaat een venster open waarin je inlogt.'],
    open: ['Rond het af in het andere venster', 'Log daar in bij {}. Deze pagina gaat vanzelf verder.'],
    closed: [
      'Rond het af in het andere venster',
      'Heb je het gesloten voordat je inlogde bij {}? Open het dan opnieuw. Anders gaat deze pagina vanzelf verder.',
    ],
    blocked: ['Inloggen bij {}', 'Je browser heeft het venster geblokkeerd. Open het hier.'],
    returned: ['Het inloggen is niet afgerond', 'Je kwam terug voordat {} was gekoppeld. Ga daar verder of annuleer.'],
    here: ['Je gaat naar {}', 'Daarna kom je terug op deze pagina.'],
  },
  problems: {
    state_unknown: [
      'Het inloggen is niet gelukt',
      'Er is niets gekoppeld. Log opnieuw in [bij {integration}|op je account].',
    ],
    browser_mismatch: [
      'Het inloggen eindigde in een andere browser',
      'Het moet eindigen in de browser waarin het begon. Er is niets gekoppeld; probeer het hier opnieuw.',
    ],
    attempt_expired: [
      'Dit duurde te lang',
      'Je hebt 10 minuten om in te loggen. Er is niets gekoppeld; probeer het opnieuw.',
    ],
    attempt_cancelled: ['Het inloggen is geannuleerd', 'Er is niets gekoppeld. Je kunt het altijd opnieuw proberen.'],
    access_denied: [
      'Er is geen toegang gegeven',
      '[{integration}|De aanbieder] gaf [{product}|deze pagina] geen toegang. Er is niets gekoppeld; je kunt het opnieuw proberen.',
    ],
    account_mismatch: [
      'Dat is een ander account',
      'Je koppeling blijft zoals die was. Log in [als {account}|met hetzelfde account als eerst] om te verlengen.',
    ],
    needs_reauth: [
      'Log opnieuw in',
      '[{integration}|De aanbieder] accepteert deze koppeling niet meer. Koppel het account opnieuw om te verlengen.',
    ],
    popup_blocked: [
      'Het venster ging niet open',
      'Je browser heeft het geblokkeerd. Probeer het opnieuw of ga verder op deze pagina.',
    ],
  },
};
