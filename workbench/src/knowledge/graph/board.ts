import { readMoves, writeMoves, type Move } from './graph';
import type { LayoutName } from './layouts';
import type { Point } from './useLayout';

/** A graph as it is kept: how it is built, and what people did with it. */
export interface Board {
  around: string;
  moves: Move[];
  layout: LayoutName;
  /** Types that are folded where they hang alike. */
  fold: string[];
  /** What was taken out. */
  gone: string[];
  pins: Record<string, Point>;
  notes: Record<string, string>;
}

/** What stands in the address; the rest is kept in this browser, and with the hub once it is saved. */
export interface Asked {
  around?: string;
  steps?: string;
  at?: string;
  layout?: string;
  fold?: string;
  from?: string;
  to?: string;
  saved?: string;
  /** The investigation that it belongs to. */
  investigation?: string;
}

const LAYOUTS: readonly LayoutName[] = ['force', 'rings', 'rows', 'time'];
const ID = /^[a-z0-9-]+--[0-9a-f-]{36}$/i;
const MOST = 5_000;
const LONGEST_NOTE = 2_000;

/** What a person did beside the address. */
export type Hand = Pick<Board, 'gone' | 'pins' | 'notes'>;

export const NO_HAND: Hand = { gone: [], pins: {}, notes: {} };

export function layoutOf(text: string | undefined): LayoutName {
  return LAYOUTS.find((name) => name === text) ?? 'force';
}

export function boardOf(asked: Asked, hand: Hand): Board {
  return {
    around: asked.around ?? '',
    moves: readMoves(asked.steps ?? ''),
    layout: layoutOf(asked.layout),
    fold: (asked.fold ?? '').split(',').filter((type) => /^[a-z0-9-]+$/.test(type)),
    ...hand,
  };
}

export function addressOf({ around, moves, layout, fold }: Pick<Board, 'around' | 'moves' | 'layout' | 'fold'>): Asked {
  return { around, steps: writeMoves(moves), layout: layout === 'force' ? '' : layout, fold: fold.join(',') };
}

export function writeBoard(board: Board): string {
  return JSON.stringify({ ...board, moves: writeMoves(board.moves), version: 1 });
}

/** Reads a kept graph, whoever wrote it; what is not of its kind is left out. Undefined: it is no graph. */
export function readBoard(text: string): Board | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null) {
    return undefined;
  }
  const kept = json as Record<string, unknown>;
  const texts = (value: unknown) => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string').slice(0, MOST) : []);
  const entries = (value: unknown) => (typeof value === 'object' && value !== null ? Object.entries(value).slice(0, MOST) : []);
  return {
    around: typeof kept['around'] === 'string' && ID.test(kept['around']) ? kept['around'] : '',
    moves: readMoves(typeof kept['moves'] === 'string' ? kept['moves'] : ''),
    layout: layoutOf(typeof kept['layout'] === 'string' ? kept['layout'] : undefined),
    fold: texts(kept['fold']),
    gone: texts(kept['gone']),
    pins: Object.fromEntries(entries(kept['pins']).filter((entry): entry is [string, Point] => isPoint(entry[1])).map(([id, { x, y }]) => [id, { x, y }])),
    notes: Object.fromEntries(entries(kept['notes']).filter((entry): entry is [string, string] => typeof entry[1] === 'string').map(([id, note]) => [id, note.slice(0, LONGEST_NOTE)])),
  };
}

function isPoint(value: unknown): value is Point {
  const point = value as Partial<Point> | null;
  return typeof point === 'object' && Number.isFinite(point?.x) && Number.isFinite(point?.y);
}
