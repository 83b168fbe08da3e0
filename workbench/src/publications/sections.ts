import type { Schema } from '../api/client';
import type { Wording } from './flow';

export type Section = Schema<'SectionView'>;
export type Part = 'summary' | 'advice';

/** A stretch of a text; `label` is empty for what everybody has who has the warning. */
export interface Piece {
  label: string;
  text: string;
}

const LABELS = ['green', 'amber', 'amber+strict'];

/** A part of the words with the sections that its reader may have, in order. The hub parts them; here they are only joined. */
export function pieces(words: Wording, part: Part, language: 'nl' | 'en', sections: readonly Section[]): Piece[] {
  const lines = words[part].split('\n');
  const found: Piece[] = [];
  let from = 0;
  const open = (to: number) => {
    const text = lines.slice(from, to).join('\n').replace(/^(\s*\n)+|\s+$/g, '');
    if (text !== '') {
      found.push({ label: '', text });
    }
    from = to;
  };
  for (const section of sections.filter((each) => each.language === language && each.part === part)) {
    open(Math.min(Math.max(section.at, from), lines.length));
    found.push({ label: section.tlp, text: section.text });
  }
  open(lines.length);
  return found;
}

/** The same as one text with its fences, to compare versions by. */
export function fenced(words: Wording, part: Part, language: 'nl' | 'en', sections: readonly Section[]): string {
  return pieces(words, part, language, sections)
    .map(({ label, text }) => (label === '' ? text : `::: ${label}\n${text}\n:::`))
    .join('\n\n');
}

/** Labels that a section of a warning with this label can have: the stricter ones. */
export function stricter(label: string): string[] {
  return LABELS.slice(LABELS.indexOf(label) + 1);
}

/** Puts fences round the lines that are selected, or round the paragraph in which the caret stands. */
export function marked(text: string, start: number, end: number, label: string): string {
  let from = text.lastIndexOf('\n', start - 1) + 1;
  let to = text.indexOf('\n', end > start ? end - 1 : end);
  to = to < 0 ? text.length : to;
  if (start === end) {
    const before = text.slice(0, from).lastIndexOf('\n\n');
    from = before < 0 ? 0 : before + 2;
    const behind = text.indexOf('\n\n', start);
    to = behind < 0 ? text.length : behind;
  }
  const chosen = text.slice(from, to).trim();
  if (chosen === '') {
    return text;
  }
  const parts = [text.slice(0, from).trimEnd(), `::: TLP:${label.toUpperCase()}\n${chosen}\n:::`, text.slice(to).trimStart()];
  return parts.filter((each) => each !== '').join('\n\n');
}

/** Whether words are written with fences. */
export function hasFences(words: Wording): boolean {
  return `${words.summary}\n${words.advice}`.includes(':::');
}
