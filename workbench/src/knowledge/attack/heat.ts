import type { Schema } from '../../api/client';

export type Frame = Schema<'AttackFrame'>;
export type Technique = Schema<'AttackTechnique'>;
export type Moved = Schema<'AttackMoved'>;

/** Whose techniques: what is said of an object, what was written down in some days, or what was seen. */
export type Scope =
  | { kind: 'object'; id: string; wide: boolean }
  | { kind: 'days'; from: string; to: string }
  | { kind: 'seen' }
  | { kind: 'layer' };

const ID = /^[a-z0-9-]+--[0-9a-f-]{36}$/i;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Reads a scope as it stands in an address; undefined: nobody chose one. */
export function readScope(text: string): Scope | undefined {
  const [kind = '', first = '', second = ''] = text.split('!');
  if ((kind === 'o' || kind === 'w') && ID.test(first)) {
    return { kind: 'object', id: first, wide: kind === 'w' };
  }
  if (kind === 'd' && DAY.test(first) && DAY.test(second)) {
    return { kind: 'days', from: first, to: second };
  }
  return kind === 'seen' || kind === 'layer' ? { kind } : undefined;
}

export function writeScope(scope: Scope | undefined): string {
  switch (scope?.kind) {
    case 'object':
      return `${scope.wide ? 'w' : 'o'}!${scope.id}`;
    case 'days':
      return `d!${scope.from}!${scope.to}`;
    default:
      return scope?.kind ?? '';
  }
}

/** Techniques by what a side of the comparison says of them. */
export interface Side {
  name: string;
  warm: Map<string, Warm>;
  moved: Moved[];
}

export interface Warm {
  number: string;
  /** The attack pattern; '' for a number of a file that the store does not know. */
  id: string;
  name: string;
  statements: number;
  seenBy: number;
}

export type By = 'statements' | 'seen';

export function figure(warm: Warm | undefined, by: By): number {
  return warm === undefined ? 0 : by === 'seen' ? warm.seenBy : warm.statements;
}

/** What makes a technique count as named: what was asked for, or being seen when that is the measure. */
function isWarm(warm: Warm | undefined, by: By): boolean {
  return figure(warm, by) > 0;
}

export interface Cell {
  number: string;
  id: string;
  name: string;
  parent: string | undefined;
  a: number;
  b: number;
  /** 0: cold, to 5: the warmest of its side; of a comparison by the warmer side. */
  level: number;
  /** Parts of it that are warm and are not shown. */
  hidden: number;
}

export interface Column {
  id: string;
  number: string;
  name: string;
  cells: Cell[];
}

export const LEVELS = 5;

/** A figure as a step of the scale: by its logarithm, so that one technique that everybody uses leaves the others their colour. */
export function level(value: number, most: number): number {
  if (value <= 0 || most <= 0) {
    return 0;
  }
  return most === 1 ? LEVELS : Math.max(1, Math.ceil((LEVELS * Math.log1p(value)) / Math.log1p(most)));
}

export type Parts = 'none' | 'warm' | 'all';

export interface Shown {
  a: Side | undefined;
  b: Side | undefined;
  by: By;
  parts: Parts;
  /** Techniques that nobody names are left out. */
  onlyWarm: boolean;
}

/** The matrix as it is drawn. */
export function columns(frame: Frame, { a, b, by, parts, onlyWarm }: Shown): Column[] {
  const byNumber = new Map(frame.techniques.map((technique) => [technique.number, technique]));
  const most = (side: Side | undefined) => Math.max(0, ...[...(side?.warm.values() ?? [])].filter(({ number }) => byNumber.has(number)).map((one) => figure(one, by)));
  const mostA = most(a);
  const mostB = most(b);
  const warm = (number: string) => isWarm(a?.warm.get(number), by) || isWarm(b?.warm.get(number), by);
  return frame.tactics.map(({ id, number: tactic, name, techniques }) => {
    const inside = techniques.map((number) => byNumber.get(number)).filter((technique) => technique !== undefined);
    const shown = (technique: Technique) => technique.parent == null || parts === 'all' || (parts === 'warm' && warm(technique.number));
    const hidden = (number: string) => inside.filter((one) => one.parent === number && !shown(one) && warm(one.number)).length;
    const cells = inside.filter(shown).map((technique): Cell => {
      const one = figure(a?.warm.get(technique.number), by);
      const other = figure(b?.warm.get(technique.number), by);
      return { number: technique.number, id: technique.id, name: technique.name, parent: technique.parent ?? undefined, a: one, b: other, level: Math.max(level(one, mostA), level(other, mostB)), hidden: hidden(technique.number) };
    });
    const above = new Set(cells.filter(({ level: step }) => step > 0).map(({ parent }) => parent));
    return { id, number: tactic, name, cells: onlyWarm ? cells.filter((cell) => cell.level > 0 || cell.hidden > 0 || above.has(cell.number)) : cells };
  });
}

/** A line of the table. */
export interface Line {
  number: string;
  id: string;
  name: string;
  tactics: string[];
  a: number;
  b: number;
}

/** The warm techniques, warmest first; those that are in no column have no tactic. */
export function lines(frame: Frame, { a, b, by }: Shown): Line[] {
  const tactics = new Map<string, string[]>();
  for (const { name, techniques } of frame.tactics) {
    techniques.forEach((number) => tactics.set(number, [...(tactics.get(number) ?? []), name]));
  }
  const known = new Map(frame.techniques.map((technique) => [technique.number, technique]));
  const numbers = new Set([...(a?.warm.keys() ?? []), ...(b?.warm.keys() ?? [])]);
  return [...numbers]
    .map((number): Line => {
      const warm = a?.warm.get(number) ?? b?.warm.get(number);
      const technique = known.get(number);
      return {
        number,
        id: technique?.id ?? warm?.id ?? '',
        name: technique?.name ?? warm?.name ?? '',
        tactics: tactics.get(number) ?? [],
        a: figure(a?.warm.get(number), by),
        b: figure(b?.warm.get(number), by),
      };
    })
    .filter((line) => line.a > 0 || line.b > 0)
    .sort((one, other) => other.a + other.b - one.a - one.b || one.number.localeCompare(other.number));
}

/** Which side names a technique: nobody's is told by colour alone. */
export function whose({ a, b }: { a: number; b: number }): '' | 'a' | 'b' | 'both' {
  return a > 0 ? (b > 0 ? 'both' : 'a') : b > 0 ? 'b' : '';
}

export function sideOf(heat: Schema<'AttackHeat'>, name: string): Side {
  return { name, warm: new Map(heat.techniques.map((warm) => [warm.number, warm])), moved: heat.moved };
}
