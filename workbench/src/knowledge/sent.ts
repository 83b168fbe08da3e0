import type { Schema } from '../api/client';

type Row = Schema<'SentRow'>;

/** Everything that one recipient got, the earliest first. */
export interface Recipient {
  recipient: string;
  ways: Row[];
  /** When the first of its machines confirmed it; undefined: none has. */
  confirmedAt: string | undefined;
}

/** By recipient, in the order of their names. */
export function grouped(rows: Row[]): Recipient[] {
  const all = new Map<string, Row[]>();
  for (const row of rows) {
    all.set(row.recipient, [...(all.get(row.recipient) ?? []), row]);
  }
  return [...all].map(([recipient, ways]) => ({
    recipient,
    ways: ways.toSorted((a, b) => a.at.localeCompare(b.at)),
    confirmedAt: ways.map(({ confirmedAt }) => confirmedAt).filter((at) => at != null).sort()[0],
  }));
}
