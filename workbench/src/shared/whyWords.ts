import { words } from './i18n';

interface Said {
  title: string;
  /** Paragraphs. */
  text: string[];
}

export type Topic = 'tlp' | 'pap' | 'reliability' | 'credibility' | 'confidence' | 'score' | 'chance' | 'damage' | 'terms' | 'pattern' | 'brake';

const en: Record<Topic, Said> = {
  tlp: {
    title: 'Who may read it: TLP',
    text: [
      'The Traffic Light Protocol says how far something may travel. RED: the people named. AMBER+STRICT: the organisation alone. AMBER: also its clients, who need it to protect themselves. GREEN: the community, not the public. CLEAR: everybody.',
      'Choose the narrowest label with which the people who must act can still act. Wider later takes a second person; what was sent cannot be called back out of somebody’s head.',
      'A part of a warning or report may be for fewer readers than the rest: mark its lines as a section with a stricter label. Who may not have it finds no sign of it.',
    ],
  },
  pap: {
    title: 'What may be done with it: PAP',
    text: [
      'TLP says who may read, PAP what a reader may do. RED: only look in your own logs, so that the other side notices nothing. AMBER: also look up at third parties, without touching the other side. GREEN: also block. CLEAR: anything.',
      'Under RED and AMBER the hub puts nothing on block lists. Ask yourself: would the group change its servers if it saw that we know?',
    ],
  },
  reliability: {
    title: 'How good is the source: A to F',
    text: [
      'The first half of the Admiralty code. A: never wrong so far. B: usually right. C: fairly often. D: not usually. E: unreliable. F: nobody can say yet, which is right for a new source.',
      'It judges who says it and not what is said. It weighs where sources disagree, and it may be changed once you know the source better.',
    ],
  },
  credibility: {
    title: 'How believable is the statement: 1 to 6',
    text: [
      'The second half of the Admiralty code. 1: others confirm it. 2: probably true. 3: possibly. 4: doubtful. 5: improbable. 6: nobody can judge.',
      'A good source can repeat a rumour (A5), and a poor one can be right with proof (E1).',
    ],
  },
  confidence: {
    title: 'How sure is who says it: 0 to 100',
    text: [
      'What the author gives the own statement. Words help: about 15 unlikely, 50 as likely as not, 70 likely, 90 almost certain.',
      'Where several say it, their confidence is weighed by how good each source is. Lists for firewalls can ask for a minimum.',
    ],
  },
  score: {
    title: 'What is left of it today',
    text: [
      'Addresses change hands, so what was known of one fades: fast for addresses, slowly for hashes. The score is the confidence minus what time took away. A new report or a sighting sets it back.',
      'At zero it counts as decayed: it stays findable, and lists that ask for a minimum leave it out. Settings hold the pace for each kind.',
    ],
  },
  chance: {
    title: 'How likely is it that this happens to a member',
    text: [
      'High: it is used now, or anybody can use it over the internet without an account. Medium: it takes skill, access or somebody’s help. Low: only under rare circumstances.',
      'Ask for members, not for the world: a fault in a product that no hospital has is not likely here.',
    ],
  },
  damage: {
    title: 'How bad is it if it happens',
    text: [
      'High: care stops, patients are at risk, or whoever breaks in rules the system or takes patients’ data. Medium: part of it. Low: a nuisance.',
      'High together with high calls for two publishers and a list of people to call, because a mail alone can lie unread.',
    ],
  },
  terms: {
    title: 'What the supplier allows',
    text: [
      'Many feeds may be used and not passed on, or only with their name. Write down what was agreed: it stands beside everything that comes from here, for colleagues who were not there.',
    ],
  },
  pattern: {
    title: 'What exactly is recognised',
    text: [
      'A pattern says what must be in a log for somebody to be warned, such as [domain-name:value = \'login.bad.example\']. Machines of members act on it without asking.',
      'Too wide blocks a hospital’s own mail; too narrow finds nothing. Try it on the indicator’s page with lines of a real log.',
    ],
  },
  brake: {
    title: 'Why something harmless is held back',
    text: [
      'Criminals use what everybody uses: file shares, mail services, the big clouds. A report that names one is right, and a firewall that blocks it stops care.',
      'So what stands on a warning list is shown to people and kept from machines, until somebody gives a reason.',
    ],
  },
};

const nl: Record<Topic, Said> = {
  tlp: {
    title: 'Wie het mag lezen: TLP',
    text: [
      'Het Traffic Light Protocol zegt hoe ver iets mag reizen. RED: de mensen die genoemd zijn. AMBER+STRICT: alleen de organisatie. AMBER: ook haar klanten, die het nodig hebben om zich te beschermen. GREEN: de gemeenschap, niet het publiek. CLEAR: iedereen.',
      'Kies het nauwste label waarmee wie moet handelen nog kan handelen. Later wijder maken vraagt een tweede persoon; wat verstuurd is haalt u niet meer uit iemands hoofd.',
      'Een deel van een waarschuwing of rapport kan voor minder lezers zijn dan de rest: baken de regels af als gedeelte met een strenger label. Wie het niet mag hebben, vindt er geen spoor van.',
    ],
  },
  pap: {
    title: 'Wat ermee mag: PAP',
    text: [
      'TLP zegt wie mag lezen, PAP wat een lezer mag doen. RED: alleen in de eigen logboeken kijken, zodat de andere kant niets merkt. AMBER: ook bij derden opzoeken, zonder de andere kant aan te raken. GREEN: ook blokkeren. CLEAR: alles.',
      'Onder RED en AMBER zet de hub niets op blokkeerlijsten. Vraag uzelf af: zou de groep van server wisselen als zij zag dat wij dit weten?',
    ],
  },
  reliability: {
    title: 'Hoe goed is de bron: A tot F',
    text: [
      'De eerste helft van de Admiralty-code. A: tot nu toe nooit fout. B: meestal goed. C: tamelijk vaak. D: meestal niet. E: onbetrouwbaar. F: nog niet te zeggen, en dat is juist voor een nieuwe bron.',
      'Het oordeelt over wie iets zegt en niet over wat gezegd wordt. Het weegt mee waar bronnen het oneens zijn, en mag veranderen als u de bron beter kent.',
    ],
  },
  credibility: {
    title: 'Hoe geloofwaardig is de uitspraak: 1 tot 6',
    text: [
      'De tweede helft van de Admiralty-code. 1: anderen bevestigen het. 2: waarschijnlijk waar. 3: mogelijk. 4: twijfelachtig. 5: onwaarschijnlijk. 6: niet te beoordelen.',
      'Een goede bron kan een gerucht herhalen (A5), en een slechte kan met bewijs gelijk hebben (E1).',
    ],
  },
  confidence: {
    title: 'Hoe zeker is wie het zegt: 0 tot 100',
    text: [
      'Wat de auteur de eigen uitspraak geeft. Woorden helpen: ongeveer 15 onwaarschijnlijk, 50 even goed wel als niet, 70 waarschijnlijk, 90 bijna zeker.',
      'Zeggen meer bronnen het, dan weegt hun vertrouwen naar hoe goed elke bron is. Lijsten voor firewalls kunnen een minimum vragen.',
    ],
  },
  score: {
    title: 'Wat er vandaag van over is',
    text: [
      'Adressen wisselen van eigenaar, dus wat erover bekend was vervaagt: snel bij adressen, langzaam bij hashes. De score is het vertrouwen min wat de tijd ervan afhaalde. Een nieuwe melding of een waarneming zet hem terug.',
      'Bij nul geldt het als vervallen: het blijft vindbaar, en lijsten die een minimum vragen laten het weg. In de instellingen staat het tempo per soort.',
    ],
  },
  chance: {
    title: 'Hoe groot is de kans dat dit een lid overkomt',
    text: [
      'Hoog: het wordt nu gebruikt, of iedereen kan het over internet zonder account. Midden: het vraagt kunde, toegang of iemands hulp. Laag: alleen onder zeldzame omstandigheden.',
      'Vraag het voor de leden, niet voor de wereld: een fout in een product dat geen ziekenhuis heeft is hier niet waarschijnlijk.',
    ],
  },
  damage: {
    title: 'Hoe erg is het als het gebeurt',
    text: [
      'Hoog: de zorg staat stil, patiënten lopen gevaar, of wie inbreekt is de baas over het systeem of neemt gegevens van patiënten mee. Midden: een deel daarvan. Laag: hinder.',
      'Hoog met hoog vraagt twee publicisten en een bellijst, want een mail alleen kan ongelezen blijven liggen.',
    ],
  },
  terms: {
    title: 'Wat de leverancier toestaat',
    text: [
      'Veel feeds mogen gebruikt en niet doorgegeven worden, of alleen met hun naam erbij. Schrijf op wat is afgesproken: het staat bij alles wat hiervandaan komt, voor collega’s die er niet bij waren.',
    ],
  },
  pattern: {
    title: 'Wat er precies herkend wordt',
    text: [
      'Een patroon zegt wat er in een logboek moet staan om iemand te waarschuwen, zoals [domain-name:value = \'login.bad.example\']. Machines van leden handelen ernaar zonder te vragen.',
      'Te wijd blokkeert de mail van een ziekenhuis zelf; te nauw vindt niets. Probeer het op de pagina van de indicator met regels uit een echt logboek.',
    ],
  },
  brake: {
    title: 'Waarom iets onschuldigs wordt vastgehouden',
    text: [
      'Criminelen gebruiken wat iedereen gebruikt: deelplaatsen, maildiensten, de grote clouds. Een melding die er één noemt klopt, en een firewall die hem blokkeert zet de zorg stil.',
      'Wat op een uitzonderingslijst staat wordt dus aan mensen getoond en bij machines weggehouden, tot iemand een reden geeft.',
    ],
  },
};

export const whyWords = words({
  en: { why: 'Why?', about: (title: string): string => `Why? ${title}`, topics: en },
  nl: { why: 'Waarom?', about: (title: string): string => `Waarom? ${title}`, topics: nl },
});
