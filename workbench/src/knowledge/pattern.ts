export type TokenKind = 'word' | 'path' | 'text' | 'operator' | 'bracket' | 'other';

export interface Token {
  kind: TokenKind;
  text: string;
}

const TOKEN =
  /('(?:[^'\\]|\\.)*')|\b(AND|OR|NOT|FOLLOWEDBY|WITHIN|REPEATS|TIMES|SECONDS|START|STOP|IN|LIKE|MATCHES|ISSUBSET|ISSUPERSET|EXISTS)\b|([a-zA-Z][\w-]*:(?:[\w-]+|'(?:[^'\\]|\\.)*')(?:\.(?:[\w-]+|'(?:[^'\\]|\\.)*')|\[(?:\d+|\*)])*)|(!=|<=|>=|=|<|>)|([[\]()])/g;

/** A STIX pattern in pieces for the eye. The pieces together are exactly the pattern; what is not understood stays `other`. */
export function tokens(pattern: string): Token[] {
  const out: Token[] = [];
  let from = 0;
  for (const match of pattern.matchAll(TOKEN)) {
    if (match.index > from) {
      out.push({ kind: 'other', text: pattern.slice(from, match.index) });
    }
    out.push({ kind: kind(match), text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < pattern.length) {
    out.push({ kind: 'other', text: pattern.slice(from) });
  }
  return out;
}

function kind(match: RegExpExecArray): TokenKind {
  const [, text, word, path, operator] = match;
  if (text !== undefined) {
    return 'text';
  }
  if (word !== undefined) {
    return 'word';
  }
  if (path !== undefined) {
    return 'path';
  }
  return operator === undefined ? 'bracket' : 'operator';
}
