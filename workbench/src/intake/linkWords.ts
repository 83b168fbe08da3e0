import { words } from '../shared/i18n';

/** Where a link of a report leads. */
export const linkWords = words({
  en: {
    title: 'Where a link leads',
    link: 'Link',
    why: 'Why must it be followed?',
    whyHint: 'Colleagues read it here, auditors in the trail.',
    seen: 'Whoever made the link sees that it is followed, when and from where, and may learn whose message it was.',
    follow: 'Follow this link',
    going: 'is being followed …',
    noAnswer: 'no answer',
    page: 'The page, as text',
    bytes: 'The page as it came (do not open it)',
    fromChain: 'from the redirect chain of',
    outcomes: {
      page: 'It leads no further by itself. What a script would do is not looked at.', loop: 'It leads in a circle.', 'too-many': 'After ten hops it was not followed any further.',
      'no-web': 'It leads to a program or to no address.', refused: 'It leads to an address inside, or to one that is never asked: not followed.', 'unknown-host': 'The name leads nowhere.',
      unreachable: 'Nobody answers there.', untrusted: 'The server could not show that it is the one of that name.', slow: 'The server was too slow.', 'too-large': 'The page is too large, or unpacks to too much; it was not kept.',
      broken: 'The answer broke off.', busy: 'The server is asked too often now.',
      'cut-off': 'Cut off by a stop of the hub: ask again.',
    } as Record<string, string>,
  },
  nl: {
    title: 'Waar een link naartoe leidt',
    link: 'Link',
    why: 'Waarom moet die gevolgd worden?',
    whyHint: 'Collega’s lezen het hier, auditors in het spoor.',
    seen: 'Wie de link maakte, ziet dat die gevolgd wordt, wanneer en waarvandaan, en kan te weten komen wiens bericht het was.',
    follow: 'Deze link volgen',
    going: 'wordt gevolgd …',
    noAnswer: 'geen antwoord',
    page: 'De pagina, als tekst',
    bytes: 'De pagina zoals die kwam (niet openen)',
    fromChain: 'uit de keten van doorverwijzingen van',
    outcomes: {
      page: 'Verder leidt het uit zichzelf niet. Wat een script zou doen, is niet bekeken.', loop: 'Het leidt in een kring.', 'too-many': 'Na tien stappen is niet verder gevolgd.',
      'no-web': 'Het leidt naar een programma of naar geen adres.', refused: 'Het leidt naar een adres binnen, of naar een dat nooit gevraagd wordt: niet gevolgd.', 'unknown-host': 'De naam leidt nergens heen.',
      unreachable: 'Daar antwoordt niemand.', untrusted: 'De server kon niet laten zien dat hij die van die naam is.', slow: 'De server was te traag.', 'too-large': 'De pagina is te groot, of pakt tot te veel uit; zij is niet bewaard.',
      broken: 'Het antwoord brak af.', busy: 'De server wordt nu te vaak gevraagd.',
      'cut-off': 'Afgebroken doordat de hub stopte: vraag het opnieuw.',
    },
  },
});
