/**
 * Characters that change how the text around them is shown without showing themselves: directions, joiners, zero width,
 * and control characters except tab and line ends. An analyst must see that they are there.
 */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

export interface Piece {
  text: string;
  /** The code point's name, such as `U+202E`, when the piece is one invisible character. */
  invisible?: string;
}

/** Cuts a text into what can be shown as it is and what must be named. */
export function pieces(text: string): Piece[] {
  const out: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(INVISIBLE)) {
    if (match.index > from) {
      out.push({ text: text.slice(from, match.index) });
    }
    out.push({ text: match[0], invisible: codePoint(match[0]) });
    from = match.index + match[0].length;
  }
  if (from < text.length) {
    out.push({ text: text.slice(from) });
  }
  return out;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
