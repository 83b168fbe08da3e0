/** The fields of the query language, in the order in which the box offers them. */
export const FIELDS = [
  'type', 'source', 'tlp', 'confidence', 'score', 'seen', 'added', 'modified', 'created', 'value', 'name', 'label',
  'technique', 'actor', 'malware', 'concerns', 'reliability', 'sources', 'revoked', 'id',
] as const;

export type Field = (typeof FIELDS)[number];

/** Fields whose values have an order: `tlp<=green`, `confidence>=60`. */
const ORDERED = new Set<string>(['tlp', 'reliability', 'confidence', 'score', 'sources', 'created', 'modified', 'added', 'seen']);

const MOMENTS = ['24h', '7d', '[30d TO now]', '[90d TO 30d]'];
const FIGURES = ['>=80', '>=60', '[40 TO 70]', '<40'];

/** What stands behind a field, with its operator, as far as it can be known without asking. */
const VALUES: Partial<Record<Field, string[]>> = {
  tlp: [':clear', ':green', ':amber', ':amber+strict', ':red', '<=green', '>=amber'],
  confidence: FIGURES.map(operator),
  score: FIGURES.map(operator),
  sources: ['>=2', '>=3', ':1'],
  reliability: [':A', '>=B', '>=C', ':F'],
  concerns: [':us'],
  revoked: [':true', ':false'],
  seen: MOMENTS.map(operator),
  added: MOMENTS.map(operator),
  modified: MOMENTS.map(operator),
  created: MOMENTS.map(operator),
  value: [':*.example', ':evil*'],
};

function operator(value: string): string {
  return /^[<>]/.test(value) ? value : `:${value}`;
}

/** The piece of a question in which the caret stands. */
interface Piece {
  from: number;
  to: number;
  /** From the beginning of the piece to the caret. */
  typed: string;
}

/** Pieces end at spaces and brackets outside quotation marks; `[7d TO now]` is one piece. */
export function pieceAt(text: string, caret: number): Piece {
  let from = 0;
  let quoted = false;
  let range = false;
  const ends = (c: string) => !quoted && !range && (c === ' ' || c === '(' || c === ')');
  for (let i = 0; i < caret; i++) {
    const c = text.charAt(i);
    quoted = c === '"' && text.charAt(i - 1) !== '\\' ? !quoted : quoted;
    range = quoted ? range : c === '[' || (range && c !== ']');
    from = ends(c) ? i + 1 : from;
  }
  let to = caret;
  while (to < text.length && !/[\s()]/.test(text.charAt(to))) {
    to++;
  }
  return { from, to, typed: text.slice(from, caret) };
}

export interface Suggestion {
  /** Replaces the piece. */
  insert: string;
  /** The field that is offered, or to which the value belongs. */
  field: Field;
  /** Whether a field's name is offered, not a value. */
  isField: boolean;
}

/** Values that were learnt from the hub: types, names of sources, labels. */
export type Learnt = Partial<Record<Field, readonly string[]>>;

const MOST = 9;

/** What may be meant by the piece at the caret. */
export function suggest(text: string, caret: number, learnt: Learnt): Suggestion[] {
  const { typed } = pieceAt(text, caret);
  const minus = typed.startsWith('-') ? '-' : '';
  const bare = typed.slice(minus.length);
  const split = /^([a-z]+)([:<>].*)$/i.exec(bare);
  const field = FIELDS.find((name) => name === split?.[1]?.toLowerCase());
  if (split?.[2] !== undefined && field) {
    const behind = split[2].toLowerCase();
    return [...(learnt[field] ?? []).map((value) => `:${quoted(value)}`), ...(VALUES[field] ?? [])]
      .filter((value) => fits(value.toLowerCase(), behind) && value.toLowerCase() !== behind)
      .slice(0, MOST)
      .map((value) => ({ insert: minus + field + value, field, isField: false }));
  }
  return FIELDS.filter((name) => name.startsWith(bare.toLowerCase()) && !split)
    .slice(0, MOST)
    .map((name) => ({ insert: minus + name + (ORDERED.has(name) && name !== 'tlp' ? '' : ':'), field: name, isField: true }));
}

/** `:ind` fits `:indicator`, and `:north` fits `:"Northern feed"`. */
function fits(value: string, behind: string): boolean {
  return value.startsWith(behind) || value.replace(/^:"/, ':').startsWith(behind);
}

/** A text as it stands in a question: alone when it is one plain word, else in quotation marks. */
export function quoted(text: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(text) && !/^(AND|OR|NOT|TO)$/.test(text)
    ? text
    : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** The question with a suggestion taken, and where the caret goes. */
export function take(text: string, caret: number, { insert, isField }: Suggestion): { text: string; caret: number } {
  const { from, to } = pieceAt(text, caret);
  const space = isField || text.charAt(to) === ' ' ? '' : ' ';
  return { text: text.slice(0, from) + insert + space + text.slice(to), caret: from + insert.length + (isField ? 0 : 1) };
}

/** The question without what stands in quotation marks. */
function unquoted(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
}

/**
 * What somebody typed or pasted, as a question: a URL, an address or an id with colons in it is looked for as it is,
 * for nobody should have to know that a colon means a field.
 */
export function asQuestion(text: string): string {
  const trimmed = text.trim();
  const known = new RegExp(`(^|[\\s(-])(${FIELDS.join('|')})\\s*[:<>]`, 'i').test(unquoted(trimmed));
  return !known && /[:\\[\]]/.test(unquoted(trimmed)) && !/\s/.test(trimmed) && !trimmed.includes('"') ? quoted(trimmed) : trimmed;
}

/** A question and one condition more. */
export function narrowed(question: string, term: string): string {
  const trimmed = question.trim();
  if (trimmed === '') {
    return term;
  }
  return /\bOR\b/.test(unquoted(trimmed)) ? `(${trimmed}) ${term}` : `${trimmed} ${term}`;
}

const LINKS = ['relationship', 'sighting', 'marking-definition'];

/** Relationships, sightings and labels hang on things and are none: they are left out unless the question is about them. */
export function withoutLinks(question: string): string {
  const about = new RegExp(`(^|[\\s(])(id\\s*:|(type\\s*:\\s*"?|"?)(${LINKS.join('|')}))`, 'i').test(question);
  return about ? question : narrowed(question, `NOT (${LINKS.map((type) => `type:${type}`).join(' OR ')})`);
}
