import { words } from '../shared/i18n';

/** What is known of a mail that was forwarded to the desk. */
export const mailWords = words({
  en: {
    title: 'The mail behind it',
    sources: {
      attached: 'The suspicious mail was attached, so what you read is the original.',
      told: 'The sender and the subject are told by the forwarder’s mail program; the original was not attached.',
      itself: 'No other mail was found in it: this is what the reporter wrote.',
    } as Record<string, string>,
    forwarder: 'Forwarded by',
    nobody: 'nobody’s address',
    known: 'an address that the hub knows, as the mail says it',
    stranger: 'not known here; kept in the CERT’s name',
    way: 'How it came',
    ways: { smtp: 'to the hub’s own address', imap: 'to the mailbox that the hub reads' } as Record<string, string>,
    receipt: 'Receipt',
    receipts: {
      '': 'none: only people and members that the hub knows get one', waiting: 'waits', sending: 'is being sent', sent: 'sent', failed: 'failed', uncertain: 'uncertain',
    } as Record<string, string>,
    attachments: 'Attachments, never opened here',
    searched: {
      searched: 'searched for QR codes',
      large: 'not all of it was searched for QR codes: it has too many points, pages or pictures',
      broken: 'not all of it was searched for QR codes: it is damaged or locked',
      late: 'not all of it was searched for QR codes in time',
      many: 'not searched for QR codes: 20 pictures, PDF and Office files of a mail are',
    } as Record<string, string>,
    size: (kb: number) => `${kb} kB`,
    headers: 'Header lines of the original',
    original: 'The mail as it came',
    scan: 'Virus scanner',
    scans: {
      clean: () => 'found nothing',
      infected: (found: string) => `found ${found}: the mail is kept and not handed out`,
      unread: (why: string) => `did not look at all of it (${why}): the mail is kept and not handed out`,
    } as Record<string, (found: string) => string>,
  },
  nl: {
    title: 'De mail erachter',
    sources: {
      attached: 'De verdachte mail was bijgevoegd, dus wat u leest is het origineel.',
      told: 'Afzender en onderwerp zijn verteld door het mailprogramma van wie doorstuurde; het origineel was niet bijgevoegd.',
      itself: 'Er is geen andere mail in gevonden: dit schreef de melder.',
    },
    forwarder: 'Doorgestuurd door',
    nobody: 'niemands adres',
    known: 'een adres dat de hub kent, zoals de mail het zegt',
    stranger: 'hier niet bekend; bewaard op naam van het CERT',
    way: 'Hoe het kwam',
    ways: { smtp: 'naar het eigen adres van de hub', imap: 'naar de mailbox die de hub leest' },
    receipt: 'Ontvangstbericht',
    receipts: {
      '': 'geen: alleen mensen en leden die de hub kent krijgen er een', waiting: 'wacht', sending: 'wordt verstuurd', sent: 'verstuurd', failed: 'mislukt', uncertain: 'onzeker',
    },
    attachments: 'Bijlagen, hier nooit geopend',
    searched: {
      searched: 'op QR-codes doorzocht',
      large: 'niet helemaal op QR-codes doorzocht: te veel punten, pagina’s of afbeeldingen',
      broken: 'niet helemaal op QR-codes doorzocht: beschadigd of op slot',
      late: 'niet helemaal op tijd op QR-codes doorzocht',
      many: 'niet op QR-codes doorzocht: van een mail zijn het 20 afbeeldingen, PDF- en Office-bestanden',
    },
    size: (kb: number) => `${kb} kB`,
    headers: 'Kopregels van het origineel',
    original: 'De mail zoals die kwam',
    scan: 'Virusscanner',
    scans: {
      clean: () => 'vond niets',
      infected: (found: string) => `vond ${found}: de mail blijft bewaard en wordt niet meegegeven`,
      unread: (why: string) => `heeft niet alles bekeken (${why}): de mail blijft bewaard en wordt niet meegegeven`,
    },
  },
});
