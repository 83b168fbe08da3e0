import { table } from '../shared/csv';

/** As many values as the hub looks up at once. */
export const MOST_VALUES = 10_000;

/** As many values as a link carries; more would not fit into an address. */
export const MOST_IN_LINK = 25;

const SCHEME = /:\/\/|^hxxps?:/i;

/**
 * Values as somebody pastes them: one per line, or several with commas, semicolons or tabs between them; quotation marks
 * around them fall off. A line with a URL is one value: a comma may be part of it.
 */
export function parsePasted(text: string): string[] {
  const found = text.split(/\r?\n/).flatMap((line) => (SCHEME.test(line) && !line.includes('\t') ? [line] : line.split(/[,;\t]/)));
  return [...new Set(found.map((value) => value.trim().replace(/^["']|["']$/g, '')).filter((value) => value !== ''))];
}

interface Answer {
  asWritten: string;
  kind: string;
  text: string;
  verdict: string;
  lists: readonly string[];
  by: readonly string[];
  since?: string | null;
  confidence?: number | null;
  known: readonly { id: string }[];
}

/** What is said about a value, the worst first; `listed` when the only thing known is that it is allow-listed. */
export const VERDICTS = ['indicated', 'revoked', 'seen', 'around', 'listed', 'unknown', 'unreadable'] as const;

export type Verdict = (typeof VERDICTS)[number];

export function verdictOf({ kind, verdict, lists, known }: Answer): Verdict {
  if (known.length === 0 && kind === 'other') {
    return 'unreadable';
  }
  if (verdict === 'unknown') {
    return lists.length > 0 ? 'listed' : 'unknown';
  }
  return VERDICTS.find((name) => name === verdict) ?? 'seen';
}

/** What the lines are filtered by: everything, one verdict, all that is known, or all that stands on an allow list. */
export type Filter = Verdict | 'all' | 'known' | 'allowed';

const KNOWN = new Set<Filter>(['indicated', 'revoked', 'seen']);

export function passes(answer: Answer, filter: Filter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'known':
      return KNOWN.has(verdictOf(answer));
    case 'allowed':
      return answer.lists.length > 0;
    default:
      return verdictOf(answer) === filter;
  }
}

/** The answers as a CSV file for a spreadsheet, values defanged by the caller. */
export function csv(answers: readonly Answer[], shown: (value: string) => string): string {
  return table([
    ['value', 'kind', 'verdict', 'confidence', 'known_by', 'since', 'lists', 'ids'],
    ...answers.map((answer) => [
      shown(answer.text || answer.asWritten),
      answer.kind,
      verdictOf(answer),
      String(answer.confidence ?? ''),
      answer.by.join('; '),
      answer.since ?? '',
      answer.lists.join('; '),
      answer.known.map(({ id }) => id).join(' '),
    ]),
  ]);
}
