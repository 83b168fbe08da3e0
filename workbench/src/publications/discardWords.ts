import { words } from '../shared/i18n';

/** Drafts that were thrown away. */
export const discardWords = words({
  en: {
    discard: 'Throw away',
    restore: 'Fetch back',
    title: 'Thrown away',
    hint: 'Drafts that somebody threw away, with every word; the last hundred.',
    by: (who: string) => `by ${who}`,
    gone: 'This draft was thrown away: it is in no list and goes out to nobody. Fetching it back undoes that.',
    open: (n: number) => (n === 1 ? '1 draft was thrown away' : `${n} drafts were thrown away`),
  },
  nl: {
    discard: 'Weggooien',
    restore: 'Terughalen',
    title: 'Weggegooid',
    hint: 'Concepten die iemand weggooide, met elk woord; de laatste honderd.',
    by: (who: string) => `door ${who}`,
    gone: 'Dit concept is weggegooid: het staat in geen lijst en gaat naar niemand. Terughalen maakt dat ongedaan.',
    open: (n: number) => (n === 1 ? '1 concept is weggegooid' : `${n} concepten zijn weggegooid`),
  },
});
