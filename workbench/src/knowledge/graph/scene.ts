import { shownName } from '../types';
import type { Picture } from './graph';

const LONGEST_LABEL = 28;
const POINT = 9;

/** A picture with places: what is drawn, on the screen or into a file. */
export interface Scene {
  ids: string[];
  /** x, y, x, y… in the order of the ids. */
  places: Float64Array;
  types: string[];
  labels: string[];
  sizes: Float64Array;
  /** How many connections a point has. */
  ties: Uint32Array;
  ends: Uint32Array;
  words: string[];
}

export type Shape = 'circle' | 'diamond' | 'triangle' | 'hexagon' | 'square' | 'pentagon';

const SHAPES: Record<string, Shape> = {
  indicator: 'diamond',
  malware: 'triangle',
  tool: 'triangle',
  'intrusion-set': 'hexagon',
  'threat-actor': 'hexagon',
  campaign: 'hexagon',
  report: 'square',
  grouping: 'square',
  note: 'square',
  'attack-pattern': 'pentagon',
  vulnerability: 'pentagon',
};

const COLOURS: Partial<Record<Shape, string>> = { diamond: '--wait', triangle: '--bad', hexagon: '--bad', square: '--sign' };

export function shapeOf(type: string): Shape {
  return SHAPES[type] ?? 'circle';
}

/** The name of the style sheet's colour for a shape: form and colour always say the same. */
export function colourOf(shape: Shape): string {
  return COLOURS[shape] ?? '--quiet';
}

export function short(name: string): string {
  return name.length > LONGEST_LABEL ? `${name.slice(0, LONGEST_LABEL - 1)}…` : name;
}

/** A picture as it is before anything has a place. */
export function sceneOf(picture: Picture, typeName: (type: string) => string): Scene {
  const nodes = [...picture.nodes.values()];
  const at = new Map(nodes.map(({ id }, i) => [id, i]));
  const edges = [...picture.edges.values()];
  const ends = Uint32Array.from(edges.flatMap(({ from, to }) => [at.get(from) ?? 0, at.get(to) ?? 0]));
  const ties = new Uint32Array(nodes.length);
  ends.forEach((end) => (ties[end] = (ties[end] ?? 0) + 1));
  return {
    ids: nodes.map(({ id }) => id),
    places: new Float64Array(2 * nodes.length).fill(NaN),
    types: nodes.map(({ type }) => type),
    labels: nodes.map((node) => (node.holds > 0 ? `${node.holds} × ${typeName(node.type)}` : short(shownName(node)))),
    sizes: Float64Array.from(nodes.map(({ holds }) => POINT + Math.min(16, holds > 0 ? 4 + 3 * Math.log10(holds) : 0))),
    ties,
    ends,
    words: edges.map(({ label }) => label),
  };
}

/** The same scene with places; what has none is not drawn. */
export function placed(scene: Scene, points: ReadonlyMap<string, { x: number; y: number }>, pins: Readonly<Record<string, { x: number; y: number }>>): Scene {
  const places = new Float64Array(scene.places.length);
  scene.ids.forEach((id, i) => {
    const at = pins[id] ?? points.get(id);
    places[2 * i] = at?.x ?? NaN;
    places[2 * i + 1] = at?.y ?? NaN;
  });
  return { ...scene, places };
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The smallest box that holds all points. */
export function boxOf({ places }: Scene): Box {
  const box: Box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let i = 0; i < places.length; i += 2) {
    const x = places[i] ?? NaN;
    const y = places[i + 1] ?? NaN;
    if (!Number.isNaN(x)) {
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
  }
  return box.left === Infinity ? { left: 0, top: 0, right: 0, bottom: 0 } : box;
}

/** Corners of a shape of radius 1, from its top on; none: a circle. */
export function corners(shape: Shape): readonly (readonly [number, number])[] {
  const polygon = (n: number, turn = 0) => Array.from({ length: n }, (_, i) => [Math.sin((2 * Math.PI * i) / n + turn), -Math.cos((2 * Math.PI * i) / n + turn)] as const);
  switch (shape) {
    case 'triangle':
      return polygon(3);
    case 'diamond':
      return polygon(4);
    case 'square':
      return polygon(4, Math.PI / 4);
    case 'pentagon':
      return polygon(5);
    case 'hexagon':
      return polygon(6);
    default:
      return [];
  }
}
