import { words } from '../shared/i18n';

/** Kinds of publications, and advisories that are made of others'. */
export const advisoryWords = words({
  en: {
    kind: 'Kind',
    kinds: {
      'operational-alert': 'Operational alert', advisory: 'Advisory', 'medical-advisory': 'Medical advisory', 'info-message': 'Info message',
      'end-of-day': 'End of the day', 'end-of-week': 'End of the week', 'end-of-month': 'End of the month', 'threat-picture': 'Threat picture',
    } as Record<string, string>,
    faults: 'The operator’s own template has faults; nothing can be begun with it until they are mended.',
    fault: (file: string, line: number, sentence: string) => (line === 0 ? `${file}: ${sentence}` : `${file}, line ${line}: ${sentence}`),
    make: 'Make an advisory of this',
    makeHint: 'A draft with its products, versions, vulnerabilities, measures and references; you write what it means for care.',
    origin: 'Made of',
    atMost: (label: string) => `Its source lets it go no further than ${label}, and to nobody who may not have that source.`,
    toWrite: 'Still to be written, or to be taken out',
  },
  nl: {
    kind: 'Soort',
    kinds: {
      'operational-alert': 'Operationele waarschuwing', advisory: 'Advisory', 'medical-advisory': 'Medische advisory', 'info-message': 'Infobericht',
      'end-of-day': 'Einde van de dag', 'end-of-week': 'Einde van de week', 'end-of-month': 'Einde van de maand', 'threat-picture': 'Dreigingsbeeld',
    },
    faults: 'Het eigen sjabloon van de beheerder bevat fouten; tot ze zijn hersteld, kan er niets mee worden begonnen.',
    fault: (file: string, line: number, sentence: string) => (line === 0 ? `${file}: ${sentence}` : `${file}, regel ${line}: ${sentence}`),
    make: 'Hier een advisory van maken',
    makeHint: 'Een concept met de producten, versies, kwetsbaarheden, maatregelen en verwijzingen; u schrijft wat het voor de zorg betekent.',
    origin: 'Gemaakt van',
    atMost: (label: string) => `De bron laat het niet verder gaan dan ${label}, en naar niemand die de bron niet mag hebben.`,
    toWrite: 'Nog te schrijven, of weg te halen',
  },
});
