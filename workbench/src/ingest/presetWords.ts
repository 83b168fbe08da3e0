import { words } from '../shared/i18n';

export const presetWords = words({
  en: {
    title: 'Public feeds', hint: 'Feeds that the hub knows how to read. None is asked before somebody accepts its terms for this hub; who and when stays on record.',
    use: 'Use', isSource: 'is a source', wantsKey: 'wants a key', acceptedBy: 'terms accepted by',
    readTerms: 'Read the provider’s terms', agree: 'I read the terms and accept them for this hub', accept: 'Accept and begin',
    key: (what: string) => `The provider wants a key: ${what}. Keep it in the vault first.`,
    scorecard: 'What it is worth', doubted: 'On warning lists', disputed: (n: string) => `${n} called wrong by an opinion`, standing: 'Claims that stand', lately: 'of the last 30 days', values: 'Values in the sample', exclusive: 'only here',
    latency: 'Compared with the first other', laterBy: (t: string) => `${t} later (median)`, earlierBy: (t: string) => `${t} earlier (median)`, nothingShared: 'shares nothing',
    overlap: 'Shares most with', ofThem: (n: string, earlier: string) => `${n}, of which ${earlier} there first`, sample: 'The sample is the newest 2,000 claims that you may see.',
  },
  nl: {
    title: 'Openbare feeds', hint: 'Feeds die de hub kan lezen. Geen wordt gevraagd voordat iemand de voorwaarden voor deze hub aanvaardt; wie en wanneer blijft vastgelegd.',
    use: 'Gebruiken', isSource: 'is een bron', wantsKey: 'wil een sleutel', acceptedBy: 'voorwaarden aanvaard door',
    readTerms: 'Lees de voorwaarden van de aanbieder', agree: 'Ik las de voorwaarden en aanvaard ze voor deze hub', accept: 'Aanvaarden en beginnen',
    key: (what: string) => `De aanbieder wil een sleutel: ${what}. Bewaar die eerst in de kluis.`,
    scorecard: 'Wat zij waard is', doubted: 'Op waarschuwingslijsten', disputed: (n: string) => `${n} door een oordeel fout genoemd`, standing: 'Geldende beweringen', lately: 'van de laatste 30 dagen', values: 'Waarden in de steekproef', exclusive: 'alleen hier',
    latency: 'Vergeleken met de eerste andere', laterBy: (t: string) => `${t} later (mediaan)`, earlierBy: (t: string) => `${t} eerder (mediaan)`, nothingShared: 'deelt niets',
    overlap: 'Deelt het meest met', ofThem: (n: string, earlier: string) => `${n}, waarvan ${earlier} daar het eerst`, sample: 'De steekproef is de nieuwste 2.000 beweringen die u mag zien.',
  },
});
