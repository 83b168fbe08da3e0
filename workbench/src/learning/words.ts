import { words } from '../shared/i18n';

export interface ExerciseWords {
  title: string;
  why: string;
  steps: Record<string, string>;
}

export const learningWords = words({
  en: {
    title: 'Your first week',
    lead: 'Eight short exercises with what is really here. Nothing is ticked by hand: the workbench sees what you did.',
    safe: 'What you do here is real. Searching, looking up, graphs, documents and investigations stay with you and your colleagues until somebody publishes; nothing leaves the hub without a second pair of eyes. Whoever wants to try publishing without any member being warned starts a playground with the sample story on a machine of her own, from which nothing gets out: ./theriac demo.',
    progress: (done: number, all: number): string => `${done} of ${all} done`,
    next: 'Next',
    playground: 'A playground.',
    playgroundHint: 'This hub asks no other machine and is asked by none: try everything, nothing gets out.',
    done: 'done',
    open: 'open',
    go: 'Go there',
    all: 'All eight are done. What you cannot do yet is written in the help of each page (press ?).',
    exercises: {
      search: {
        title: 'Ask what is known',
        why: 'Everything begins with a question. One box finds words, values and conditions; what fits is counted by type, source and label, so that you see at once whether you asked too much.',
        steps: { ask: 'Ask for indicators of the last week: type:indicator added:7d', keep: 'Save a question that you will ask again' },
      },
      'look-up': {
        title: 'Is this known?',
        why: 'A colleague sends a list of addresses. Look them up all at once: known as a threat, seen somewhere, on a warning list (harmless and common), or unknown. Unknown does not mean harmless.',
        steps: { values: 'Paste some values, also defanged ones (hxxps, [.])' },
      },
      graph: {
        title: 'See what hangs together',
        why: 'An indicator alone says little. Which malware does it point at, who uses that, what else do they use? Expand only what you need: the counts tell before anything is drawn.',
        steps: { save: 'Begin a graph with an object, expand it, and save it' },
      },
      desk: {
        title: 'Take a report from the desk',
        why: 'Members send what looks suspicious to them. Whoever claims a report is the one who answers; dismissing takes a reason, because the reporter reads it. A look-alike name or a value that is known decides faster than the text.',
        steps: { claim: 'Claim a report', judge: 'Make a draft of it, or dismiss it with a reason' },
      },
      document: {
        title: 'Read a document',
        why: 'Reports of others are prose. The reader marks values, actors, malware and techniques in the text; you say what is meant. How sure you are is the confidence; how good the source is (A to F) and how believable the statement (1 to 6) are two other things.',
        steps: { read: 'Paste a text, drop a file, or give an address', decide: 'Take or leave out what is marked', write: 'Write beside it in your own words' },
      },
      investigation: {
        title: 'Investigate together',
        why: 'One question, some people, everything in one place. Drafts are seen by its people alone (TLP:RED) until a second one has looked and they become known together.',
        steps: { begin: 'Begin an investigation', objects: 'Add objects from a search, a page or a graph', note: 'Write a note', colleague: 'Bring a colleague in' },
      },
      warning: {
        title: 'Write a warning',
        why: 'The label (TLP) says who may have it: CLEAR everybody, GREEN the community, AMBER the organisation and its clients, AMBER+STRICT the organisation alone, RED the people named. Choose it before you write: it decides which words are possible.',
        steps: { write: 'Write or change a draft', offer: 'Offer it for review' },
      },
      second: {
        title: 'Be the second pair of eyes',
        why: 'Nobody publishes alone what warns every member. Look at who will see it, at what will be blocked, and whether a GP practice would understand it. Sending back with a question is as good as approving.',
        steps: { look: 'Approve the draft of a colleague, or send it back' },
      },
    } as Record<string, ExerciseWords>,
  },
  nl: {
    title: 'Uw eerste week',
    lead: 'Acht korte oefeningen met wat hier echt is. Niets wordt met de hand afgevinkt: de werkbank ziet wat u deed.',
    safe: 'Wat u hier doet is echt. Zoeken, opzoeken, grafen, documenten en onderzoeken blijven bij u en uw collega’s tot iemand publiceert; niets verlaat de hub zonder een tweede paar ogen. Wie het publiceren wil oefenen zonder dat één lid gewaarschuwd wordt, start een oefenplaats met het voorbeeldverhaal op een eigen machine, waar niets uit komt: ./theriac demo.',
    progress: (done: number, all: number): string => `${done} van ${all} gedaan`,
    next: 'Volgende',
    playground: 'Een oefenplaats.',
    playgroundHint: 'Deze hub vraagt geen andere machine iets en wordt door geen gevraagd: probeer alles, er komt niets naar buiten.',
    done: 'gedaan',
    open: 'open',
    go: 'Ga erheen',
    all: 'Alle acht zijn gedaan. Wat u nog niet kunt staat in de hulp van elke pagina (druk op ?).',
    exercises: {
      search: {
        title: 'Vraag wat bekend is',
        why: 'Alles begint met een vraag. Eén veld vindt woorden, waarden en voorwaarden; wat past wordt geteld naar soort, bron en label, zodat u meteen ziet of u te veel vroeg.',
        steps: { ask: 'Vraag naar indicatoren van de laatste week: type:indicator added:7d', keep: 'Bewaar een vraag die u vaker stelt' },
      },
      'look-up': {
        title: 'Is dit bekend?',
        why: 'Een collega stuurt een lijst adressen. Zoek ze in één keer op: bekend als dreiging, ergens gezien, op een uitzonderingslijst (onschuldig en gewoon), of onbekend. Onbekend betekent niet onschuldig.',
        steps: { values: 'Plak enkele waarden, ook onschadelijk gemaakte (hxxps, [.])' },
      },
      graph: {
        title: 'Zie wat samenhangt',
        why: 'Een indicator alleen zegt weinig. Op welke malware wijst hij, wie gebruikt die, wat gebruiken zij nog meer? Klap alleen uit wat u nodig hebt: de aantallen staan er voordat er iets getekend wordt.',
        steps: { save: 'Begin een graaf met een object, klap het uit en bewaar de graaf' },
      },
      desk: {
        title: 'Neem een melding van de balie',
        why: 'Leden sturen wat zij verdacht vinden. Wie een melding oppakt is degene die antwoordt; afwijzen vraagt een reden, want de melder leest die. Een naam die ergens op lijkt of een bekende waarde beslist sneller dan de tekst.',
        steps: { claim: 'Pak een melding op', judge: 'Maak er een concept van, of wijs haar af met een reden' },
      },
      document: {
        title: 'Lees een document',
        why: 'Rapporten van anderen zijn proza. De lezer markeert waarden, actoren, malware en technieken in de tekst; u zegt wat bedoeld is. Hoe zeker u bent is het vertrouwen; hoe goed de bron is (A tot F) en hoe geloofwaardig de uitspraak (1 tot 6) zijn twee andere dingen.',
        steps: { read: 'Plak een tekst, laat een bestand vallen, of geef een adres', decide: 'Neem of laat wat gemarkeerd is', write: 'Schrijf ernaast in uw eigen woorden' },
      },
      investigation: {
        title: 'Onderzoek samen',
        why: 'Eén vraag, enkele mensen, alles op één plek. Concepten ziet alleen wie meedoet (TLP:RED), tot een tweede gekeken heeft en ze samen bekend worden.',
        steps: { begin: 'Begin een onderzoek', objects: 'Voeg objecten toe uit een zoekvraag, een pagina of een graaf', note: 'Schrijf een notitie', colleague: 'Haal er een collega bij' },
      },
      warning: {
        title: 'Schrijf een waarschuwing',
        why: 'Het label (TLP) zegt wie haar mag hebben: CLEAR iedereen, GREEN de gemeenschap, AMBER de organisatie en haar klanten, AMBER+STRICT alleen de organisatie, RED de genoemde mensen. Kies het voordat u schrijft: het bepaalt welke woorden kunnen.',
        steps: { write: 'Schrijf of wijzig een concept', offer: 'Bied het aan voor beoordeling' },
      },
      second: {
        title: 'Wees het tweede paar ogen',
        why: 'Niemand publiceert alleen wat elk lid waarschuwt. Kijk wie het zal zien, wat er geblokkeerd wordt, en of een huisartsenpraktijk het zou begrijpen. Terugsturen met een vraag is even goed als goedkeuren.',
        steps: { look: 'Keur het concept van een collega goed, of stuur het terug' },
      },
    } as Record<string, ExerciseWords>,
  },
});
