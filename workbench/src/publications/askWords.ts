import { words } from '../shared/i18n';

/** Whether an update asks members to acknowledge anew. */
export const askWords = words({
  en: {
    title: 'Acknowledge anew',
    hint: 'What members acknowledged before stays on record with its version. When this asks anew, they are on the chase list again until they have read it.',
    label: 'Must members acknowledge again?',
    byItself: (rises: boolean): string => (rises ? 'By itself: yes, for chance or damage rises' : 'By itself: no, for neither chance nor damage rises'),
    yes: 'Yes',
    no: 'No',
    read: (n: number) => (n === 1 ? 'acknowledged by 1 organisation' : `acknowledged by ${n} organisations`),
  },
  nl: {
    title: 'Opnieuw bevestigen',
    hint: 'Wat leden eerder bevestigden, blijft vastgelegd bij de versie. Vraagt deze opnieuw, dan staan zij weer op de nabellijst tot zij haar hebben gelezen.',
    label: 'Moeten leden opnieuw bevestigen?',
    byItself: (rises: boolean): string => (rises ? 'Vanzelf: ja, want kans of schade stijgt' : 'Vanzelf: nee, want kans noch schade stijgt'),
    yes: 'Ja',
    no: 'Nee',
    read: (n: number) => (n === 1 ? 'bevestigd door 1 organisatie' : `bevestigd door ${n} organisaties`),
  },
});
