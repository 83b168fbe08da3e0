import { words } from '../shared/i18n';
import type { Stop } from './tour';

interface Told {
  title: string;
  text: string;
  /** What the sample story shows there. */
  story: string;
}

const en: Record<Stop, Told> = {
  today: {
    title: 'Today',
    text: 'Begin each shift here: what waits for you, what came in, what was sent, and how many members recognise it by now. It changes by itself while you look.',
    story: 'In the sample story a warning about a false NL-Alert went out. The bars tell how long it took from the first report to each member that is immune.',
  },
  sources: {
    title: 'Where it comes from',
    text: 'Feeds of partners, advisories, lists. Each has a reliability, a label that its content bears, and runs that say what was read, new, changed and refused. What a run brought can be taken back whole.',
    story: 'A partner’s feed brought indicators of a criminal group the night before.',
  },
  desk: {
    title: 'The desk',
    text: 'What members forward, mail or type: claim it, see what was found in it, and make a draft of it or dismiss it with a reason.',
    story: 'A hospital forwarded an SMS in the name of a national institute. The desk says why it is false: a real NL-Alert is never an SMS, and the link only looks like a known name.',
  },
  known: {
    title: 'What is known',
    text: 'One box for words, values and conditions; Ctrl K opens it anywhere. An object’s page answers in order: what is it, how sure, says who, connected to what, sent to whom.',
    story: 'Look for cdn-update.example: it is an indicator of the story, with everything that hangs on it.',
  },
  'look-up': {
    title: 'Is this known?',
    text: 'Paste up to ten thousand addresses, names or hashes, as they stand in a mail or a log. Unknown does not mean harmless.',
    story: 'Paste cdn-update[.]example and some of your own.',
  },
  warning: {
    title: 'Warnings',
    text: 'Written in plain words, in two languages, with a label; reviewed and published by others than the writer; sent as mail, page, feed and list; and then followed until every member has answered.',
    story: 'The story’s warning stands here as published, with who got it by which rule, and what was taken back later.',
  },
  lists: {
    title: 'Lists for controls',
    text: 'The same knowledge for firewalls, name servers and detection, one address for each recipient, in the format that its product reads. Warning lists keep harmless things out.',
    story: 'Members of the story load a block list and a TAXII collection.',
  },
  scouts: {
    title: 'Scouts',
    text: 'A member’s own program that reads its logs, also yesterday’s, for what the hub knows, and reports what it saw. Its logs stay where they are.',
    story: 'Three scouts recognised the threat, one of them in the log of the day before.',
  },
  world: {
    title: 'World and sector',
    text: 'What is active where and against whom, our own sector first, and what reports name more than before.',
    story: 'The story is small; with ATT&CK or MISP’s groups loaded the map fills.',
  },
  investigation: {
    title: 'Investigations',
    text: 'One question, some people, everything in one place, seen by nobody else until it is published together.',
    story: 'Two analysts look into who is behind it.',
  },
  audit: {
    title: 'Who did what',
    text: 'Each deed and each look at what is AMBER or stricter, in a chain that shows when a row is missing.',
    story: 'Everything that the story did stands here, and so does this visit.',
  },
  yours: {
    title: 'And now you',
    text: 'Eight exercises that the workbench ticks by itself. Press ? on any page for its keys.',
    story: 'Here nothing can go wrong: this hub has nothing to do with other machines.',
  },
};

const nl: Record<Stop, Told> = {
  today: {
    title: 'Vandaag',
    text: 'Begin elke dienst hier: wat op u wacht, wat binnenkwam, wat verstuurd is, en hoeveel leden het intussen herkennen. Het verandert vanzelf terwijl u kijkt.',
    story: 'In het voorbeeldverhaal ging een waarschuwing uit voor een vals NL-Alert. De balken zeggen hoe lang het duurde van de eerste melding tot elk lid dat immuun is.',
  },
  sources: {
    title: 'Waar het vandaan komt',
    text: 'Feeds van partners, adviezen, lijsten. Elk heeft een betrouwbaarheid, een label dat de inhoud draagt, en leveringen die zeggen wat gelezen, nieuw, veranderd en geweigerd is. Wat een levering bracht kan in zijn geheel worden teruggenomen.',
    story: 'De feed van een partner bracht de nacht ervoor indicatoren van een criminele groep.',
  },
  desk: {
    title: 'De balie',
    text: 'Wat leden doorsturen, mailen of typen: pak het op, kijk wat erin gevonden is, en maak er een concept van of wijs het af met een reden.',
    story: 'Een ziekenhuis stuurde een sms door uit naam van een landelijk instituut. De balie zegt waarom het vals is: een echt NL-Alert is nooit een sms, en de link lijkt alleen op een bekende naam.',
  },
  known: {
    title: 'Wat bekend is',
    text: 'Eén veld voor woorden, waarden en voorwaarden; Ctrl K opent het overal. De pagina van een object antwoordt op volgorde: wat is het, hoe zeker, wie zegt het, waarmee hangt het samen, wie kreeg het.',
    story: 'Zoek cdn-update.example: een indicator uit het verhaal, met alles wat eraan hangt.',
  },
  'look-up': {
    title: 'Is dit bekend?',
    text: 'Plak tot tienduizend adressen, namen of hashes, zoals ze in een mail of logboek staan. Onbekend betekent niet onschuldig.',
    story: 'Plak cdn-update[.]example en een paar van uzelf.',
  },
  warning: {
    title: 'Waarschuwingen',
    text: 'In gewone woorden, in twee talen, met een label; bekeken en gepubliceerd door anderen dan de schrijver; verstuurd als mail, pagina, feed en lijst; en daarna gevolgd tot elk lid geantwoord heeft.',
    story: 'De waarschuwing uit het verhaal staat hier als gepubliceerd, met wie haar kreeg volgens welke regel, en wat later teruggenomen is.',
  },
  lists: {
    title: 'Lijsten voor beveiliging',
    text: 'Dezelfde kennis voor firewalls, naamservers en detectie, één adres per ontvanger, in het formaat dat het product leest. Uitzonderingslijsten houden onschuldige dingen eruit.',
    story: 'Leden in het verhaal laden een blokkeerlijst en een TAXII-verzameling.',
  },
  scouts: {
    title: 'Verkenners',
    text: 'Een programma van een lid zelf dat zijn logboeken leest, ook die van gisteren, op wat de hub weet, en meldt wat het zag. De logboeken blijven waar ze zijn.',
    story: 'Drie verkenners herkenden de dreiging, één in het logboek van de dag ervoor.',
  },
  world: {
    title: 'Wereld en sector',
    text: 'Wat waar actief is en tegen wie, onze eigen sector eerst, en wat meldingen vaker noemen dan voorheen.',
    story: 'Het verhaal is klein; met ATT&CK of de groepen van MISP erbij vult de kaart zich.',
  },
  investigation: {
    title: 'Onderzoeken',
    text: 'Eén vraag, een paar mensen, alles op één plek, door niemand anders gezien tot het samen gepubliceerd wordt.',
    story: 'Twee analisten zoeken uit wie erachter zit.',
  },
  audit: {
    title: 'Wie wat deed',
    text: 'Elke daad en elke blik op wat AMBER of strenger is, in een keten die laat zien wanneer er een regel ontbreekt.',
    story: 'Alles wat het verhaal deed staat hier, en dit bezoek ook.',
  },
  yours: {
    title: 'En nu u',
    text: 'Acht oefeningen die de werkbank zelf afvinkt. Druk op elke pagina op ? voor haar toetsen.',
    story: 'Hier kan niets misgaan: deze hub heeft niets met andere machines te maken.',
  },
};

export const tourWords = words({
  en: { begin: 'Take the tour', tour: 'Tour', of: (at: number, all: number): string => `${at} of ${all}`, back: 'Back', next: 'Next', end: 'End the tour', stops: en },
  nl: { begin: 'Rondleiding', tour: 'Rondleiding', of: (at: number, all: number): string => `${at} van ${all}`, back: 'Terug', next: 'Verder', end: 'Rondleiding beëindigen', stops: nl },
});
