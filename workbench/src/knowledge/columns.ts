import { keep, readKept } from '../shared/kept';

/** Columns that a list of objects can have beside the name, in their order. */
export const COLUMNS = ['tlp', 'score', 'confidence', 'sources', 'modified', 'added'] as const;
export type Column = (typeof COLUMNS)[number];

const USUAL: readonly Column[] = ['tlp', 'score', 'sources', 'added'];
const KEPT = 'theriac.columns';

/** What was chosen in this browser; the usual ones when nothing was, or nothing that is a column. */
export function keptColumns(): readonly Column[] {
  const kept: unknown = readKept<unknown>(KEPT)?.value;
  return Array.isArray(kept) ? COLUMNS.filter((column) => kept.includes(column)) : USUAL;
}

/** With a column more, or without it; remembered in this browser. */
export function toggled(columns: readonly Column[], column: Column): readonly Column[] {
  const next = COLUMNS.filter((each) => (each === column) !== columns.includes(each));
  keep(KEPT, next);
  return next;
}
