/** As many values as the hub looks up at once. */
export const MOST_VALUES = 10_000;

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
  known: { id: string; name: string; sources: number; since: string; revoked: boolean }[];
}

export type Verdict = 'known' | 'unknown' | 'unreadable';

export function verdictOf(answer: Answer): Verdict {
  if (answer.known.length > 0) {
    return 'known';
  }
  return answer.kind === 'other' ? 'unreadable' : 'unknown';
}

/** A field of a CSV file; what a spreadsheet would run as a formula gets a quote in front. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** The answers as a CSV file for a spreadsheet, values defanged by the caller. */
export function csv(answers: readonly Answer[], shown: (value: string) => string): string {
  const head = ['value', 'kind', 'known', 'sources', 'since', 'ids'];
  const rows = answers.map((answer) => [
    shown(answer.text || answer.asWritten),
    answer.kind,
    verdictOf(answer),
    String(answer.known.reduce((most, object) => Math.max(most, object.sources), 0)),
    answer.known.map((object) => object.since).sort()[0] ?? '',
    answer.known.map((object) => object.id).join(' '),
  ]);
  return [head, ...rows].map((row) => row.map(field).join(',')).join('\r\n') + '\r\n';
}
