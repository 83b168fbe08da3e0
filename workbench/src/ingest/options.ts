import type { PreviewPlace } from './queries';

/** What the options of a list say, as the hub reads them (docs/operate/formats.md); members unknown here are kept. */
export interface Options {
  columns?: Record<string, string[]>;
  kinds?: Record<string, string>;
  dates?: string[];
  nothing?: string[];
  exclude?: Exclusion[];
  delimiter?: string;
  header?: boolean;
  skip?: number;
  records?: string;
  [name: string]: unknown;
}

export type How = 'equals' | 'contains' | 'starts' | 'ends';
export const HOWS: readonly How[] = ['equals', 'contains', 'starts', 'ends'];
export type Exclusion = { column: string } & Partial<Record<How, string>>;

export const ROLES = ['value', 'kind', 'seen', 'until', 'description', 'labels', 'confidence', 'tlp', 'id', 'link'] as const;

/** Formats whose columns can be chosen. */
export const isMapped = (kind: string): boolean => kind === 'csv' || kind === 'json' || kind === 'ndjson';

/** The options behind a text; undefined when it is no JSON object. */
export function readOptions(text: string): Options | undefined {
  if (text.trim() === '') {
    return {};
  }
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? withLists(read as Options) : undefined;
  } catch {
    return undefined;
  }
}

/** One column may be written without a list. */
function withLists(options: Options): Options {
  return options.columns ? { ...options, columns: Object.fromEntries(Object.entries(options.columns).map(([role, places]) => [role, [places].flat().map(String)])) } : options;
}

/** The text of options; what is empty is left out, so that the hub's own guesses stand. */
export function writeOptions(options: Options): string {
  const said = Object.entries(options).filter(([, value]) => value !== undefined && value !== '' && !isEmpty(value));
  return said.length === 0 ? '' : JSON.stringify(Object.fromEntries(said));
}

const isEmpty = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** Options in which a place has another role; '' takes it out of all. */
export function withRole(options: Options, places: PreviewPlace[], place: PreviewPlace, role: string): Options {
  const columns = { ...options.columns };
  for (const old of place.roles) {
    columns[old] = placesOf(options, places, old).filter((name) => name !== place.name);
  }
  if (role !== '') {
    columns[role] = [...placesOf(options, places, role).filter((name) => name !== place.name), place.name];
  }
  return { ...options, columns };
}

/** Where a role stands now: as the options say, else as the hub recognised it. */
function placesOf(options: Options, places: PreviewPlace[], role: string): string[] {
  const recognised = places.filter(({ roles }) => roles.includes(role)).map(({ name }) => name);
  return recognised.length > 0 ? recognised : options.columns?.[role] ?? [];
}

/** Words and what they mean, a line each: `payload_delivery = domain`. */
export const wordsText = (kinds: Record<string, string> = {}): string => Object.entries(kinds).map(([word, kind]) => `${word} = ${kind}`).join('\n');

export function wordsOf(text: string): Record<string, string> {
  const pairs = lines(text).map((line) => line.split('=').map((part) => part.trim()));
  return Object.fromEntries(pairs.flatMap(([word = '', kind = '']) => (word !== '' && kind !== '' ? [[word, kind]] : [])));
}

export const lines = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');

export const howOf = (rule: Exclusion): How => HOWS.find((how) => rule[how] !== undefined) ?? 'equals';
