import type { Schema } from '../api/client';
import type { Content } from './flow';

export type Outcome = Schema<'RatingView'>;
export type Levels = Pick<Content, 'chance' | 'damage'>;

/** What a content says: a level that was not set is the one that the answers give. */
export function levels(content: Levels, outcome: Levels): Levels {
  return { chance: content.chance || outcome.chance, damage: content.damage || outcome.damage };
}

const RATED = ['advisory', 'medical-advisory'];

/** What keeps a content from a review, as the hub asks it: levels that are not said, or that nothing explains. */
export function unsettled(content: Content, outcome: Levels): 'levels' | 'reason' | undefined {
  const said = levels(content, outcome);
  const rated = RATED.includes(content.kind);
  if (rated && (said.chance === '' || said.damage === '')) {
    return 'levels';
  }
  const differs = said.chance !== outcome.chance || said.damage !== outcome.damage;
  const bound = rated || Object.keys(content.answers).length > 0;
  return bound && differs && content.deviation.trim() === '' ? 'reason' : undefined;
}

export interface Line {
  mark: '+' | '−';
  text: string;
}

/** The lines in which a text differs from the one before it, in order; what is the same is left out. */
export function lineDifferences(before: string, after: string): Line[] {
  const a = before.split('\n');
  const b = after.split('\n');
  // Lengths of the longest common run of lines from each pair of places on; texts have at most 20,000 characters.
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = common[i];
      if (row) {
        row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
      }
    }
  }
  const found: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++;
      j++;
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) {
      found.push({ mark: '−', text: a[i++] ?? '' });
    } else {
      found.push({ mark: '+', text: b[j++] ?? '' });
    }
  }
  return found.filter(({ text }) => text.trim() !== '');
}
