import { words } from '../shared/i18n';

export const mappingWords = words({
  en: {
    tryIt: 'How a file would be read', tryHint: 'Choose a sample: the first 50 records are shown as they would be read, and why some would not. Nothing is stored.',
    sample: 'Sample file', fromAddress: 'Look at the address', fromAddressHint: 'The hub fetches the beginning of the file once; nothing is stored.', reading: 'The sample is being read…', noOptions: 'The options are no JSON object.',
    delimiter: 'Between fields', delimiters: { '': 'found by counting', ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as Record<string, string>,
    header: 'First row', headers: { '': 'found by looking', true: 'names of columns', false: 'a record' } as Record<string, string>,
    skip: 'Lines to skip', records: 'Where the list stands', recordsHint: 'A JSON pointer such as /data or /campaigns/*/iocs; empty: the document is the list.',
    columns: 'What each column says', column: 'Column', example: 'Example', says: 'It says', roleOf: (name: string) => `What ${name} says`, noColumns: 'No columns: nothing that looks like a list stands there.',
    roles: {
      '': 'nothing', value: 'the value', kind: 'what kind it is', seen: 'since when', until: 'until when', description: 'description', labels: 'labels', confidence: 'confidence', tlp: 'TLP label', id: 'its id', link: 'link',
    } as Record<string, string>,
    finer: 'Dates, kinds, empty cells', dates: 'Forms of dates', datesHint: 'Tried before the usual ones, a line each: M/d/yyyy h:mm:ss a', kinds: 'What its words for kinds mean', kindsHint: 'A line each: payload_delivery = domain',
    nothing: 'Words for an empty cell', nothingHint: 'A line each: n/a',
    exclude: 'Leave records out', addRule: 'Add a rule', removeRule: 'Remove the rule', how: 'Compared', text: 'Text', hows: { equals: 'equals', contains: 'contains', starts: 'begins with', ends: 'ends with' } as Record<string, string>,
    counts: (read: number, rejected: number) => `Of the first ${read + rejected} records ${read} would be taken in and ${rejected} rejected.`, more: 'More follow that were not looked at.',
    place: 'Place', becomes: 'What it becomes', rejected: 'rejected', asIs: 'as it stands', objects: (n: number) => `and ${n} more`, since: 'since', until: 'until',
    lookFirst: (name: string) => `${name}: how it would be read`, takeIn: 'Take it in', changeMapping: 'Change how it is read', nothingRead: 'Nothing of it would be taken in.',
    keepDays: 'Withdraw after so many days', keepDaysHint: 'Empty: kept, unless a policy among the settings says otherwise.',
  },
  nl: {
    tryIt: 'Hoe een bestand wordt gelezen', tryHint: 'Kies een voorbeeld: de eerste 50 records staan er zoals ze gelezen worden, en waarom sommige niet. Er wordt niets bewaard.',
    sample: 'Voorbeeldbestand', fromAddress: 'Op het adres kijken', fromAddressHint: 'De hub haalt het begin van het bestand één keer op; er wordt niets bewaard.', reading: 'Het voorbeeld wordt gelezen…', noOptions: 'De opties zijn geen JSON-object.',
    delimiter: 'Tussen velden', delimiters: { '': 'door tellen gevonden', ',': 'komma', ';': 'puntkomma', '\t': 'tab', '|': 'streep' },
    header: 'Eerste rij', headers: { '': 'door kijken gevonden', true: 'namen van kolommen', false: 'een record' },
    skip: 'Regels overslaan', records: 'Waar de lijst staat', recordsHint: 'Een JSON-pointer zoals /data of /campaigns/*/iocs; leeg: het document is de lijst.',
    columns: 'Wat elke kolom zegt', column: 'Kolom', example: 'Voorbeeld', says: 'Zij zegt', roleOf: (name: string) => `Wat ${name} zegt`, noColumns: 'Geen kolommen: er staat niets dat op een lijst lijkt.',
    roles: {
      '': 'niets', value: 'de waarde', kind: 'welke soort', seen: 'sinds wanneer', until: 'tot wanneer', description: 'beschrijving', labels: 'labels', confidence: 'vertrouwen', tlp: 'TLP-label', id: 'haar id', link: 'link',
    },
    finer: 'Datums, soorten, lege cellen', dates: 'Vormen van datums', datesHint: 'Geprobeerd vóór de gewone, elk op een regel: M/d/yyyy h:mm:ss a', kinds: 'Wat haar woorden voor soorten betekenen', kindsHint: 'Elk op een regel: payload_delivery = domain',
    nothing: 'Woorden voor een lege cel', nothingHint: 'Elk op een regel: n/a',
    exclude: 'Records weglaten', addRule: 'Regel toevoegen', removeRule: 'Regel weghalen', how: 'Vergeleken', text: 'Tekst', hows: { equals: 'is gelijk aan', contains: 'bevat', starts: 'begint met', ends: 'eindigt op' },
    counts: (read: number, rejected: number) => `Van de eerste ${read + rejected} records worden er ${read} opgenomen en ${rejected} afgewezen.`, more: 'Er volgen er meer waar niet naar gekeken is.',
    place: 'Plaats', becomes: 'Wat het wordt', rejected: 'afgewezen', asIs: 'zoals het er staat', objects: (n: number) => `en nog ${n}`, since: 'sinds', until: 'tot',
    lookFirst: (name: string) => `${name}: hoe het wordt gelezen`, takeIn: 'Opnemen', changeMapping: 'Anders laten lezen', nothingRead: 'Er wordt niets van opgenomen.',
    keepDays: 'Intrekken na zoveel dagen', keepDaysHint: 'Leeg: bewaard, tenzij een beleid bij de instellingen anders zegt.',
  },
});
