/** A value found in a text, by UTF-16 position; -1: it stands in the sender, not in the text. */
export interface Found {
  start: number;
  end: number;
}

export interface Piece<V extends Found> {
  text: string;
  value?: V;
}

/**
 * Cuts a text at the values found in it. Values outside the text are left out; of two that overlap the first and longer
 * one stays. The pieces together are exactly the text.
 */
export function cut<V extends Found>(text: string, values: readonly V[]): Piece<V>[] {
  const inside = values
    .filter(({ start, end }) => start >= 0 && start < end && end <= text.length)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const out: Piece<V>[] = [];
  let from = 0;
  for (const value of inside) {
    if (value.start < from) {
      continue;
    }
    if (value.start > from) {
      out.push({ text: text.slice(from, value.start) });
    }
    out.push({ text: text.slice(value.start, value.end), value });
    from = value.end;
  }
  if (from < text.length) {
    out.push({ text: text.slice(from) });
  }
  return out;
}
