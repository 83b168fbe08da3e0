import type { Edge, Node, Picture } from './graph';

/** Without what the reader took out. */
export function without(picture: Picture, gone: ReadonlySet<string>): Picture {
  return gone.size === 0 ? picture : only(picture, (node) => !gone.has(node.id));
}

/** What was changed in a span of time; what has no moment stays. */
export function during(picture: Picture, from: string, to: string): Picture {
  return from === '' && to === '' ? picture : only(picture, ({ at }) => at === '' || ((from === '' || day(at) >= from) && (to === '' || day(at) <= to)));
}

export function day(at: string): string {
  return at.slice(0, 10);
}

function only(picture: Picture, keep: (node: Node) => boolean): Picture {
  const nodes = new Map([...picture.nodes].filter(([, node]) => keep(node)));
  return { nodes, edges: new Map([...picture.edges].filter(([, { from, to }]) => nodes.has(from) && nodes.has(to))) };
}

/** The objects that a fold stands for. */
export type Folds = Map<string, Node[]>;

export interface Folded {
  picture: Picture;
  folds: Folds;
}

/**
 * Objects of these types that hang on the same objects in the same way become one: 400 indicators of one campaign are
 * one point that says 400. What is pinned or remarked stays itself.
 */
export function fold(picture: Picture, types: ReadonlySet<string>, kept: ReadonlySet<string>): Folded {
  if (types.size === 0) {
    return { picture, folds: new Map() };
  }
  const around = new Map<string, string[]>();
  const add = (id: string, tie: string) => (around.get(id) ?? set(around, id)).push(tie);
  for (const { from, to, label } of picture.edges.values()) {
    add(from, `> ${label} ${to}`);
    add(to, `< ${label} ${from}`);
  }
  const alike = new Map<string, Node[]>();
  for (const node of picture.nodes.values()) {
    if (types.has(node.type) && !kept.has(node.id) && node.holds === 0) {
      const key = `fold ${node.type} ${(around.get(node.id) ?? []).sort().join(' ')}`;
      (alike.get(key) ?? set(alike, key)).push(node);
    }
  }
  const folds: Folds = new Map([...alike].filter(([, nodes]) => nodes.length > 1));
  const now = new Map<string, string>();
  folds.forEach((nodes, id) => nodes.forEach((node) => now.set(node.id, id)));
  const nodes = new Map<string, Node>();
  for (const node of picture.nodes.values()) {
    const id = now.get(node.id);
    const inside = id === undefined ? undefined : folds.get(id);
    if (id === undefined || !inside) {
      nodes.set(node.id, node);
    } else if (!nodes.has(id)) {
      nodes.set(id, { id, type: node.type, name: '', at: inside.map(({ at }) => at).sort().at(-1) ?? '', holds: inside.length });
    }
  }
  const edges = new Map<string, Edge>();
  for (const edge of picture.edges.values()) {
    const from = now.get(edge.from) ?? edge.from;
    const to = now.get(edge.to) ?? edge.to;
    const id = `${from} ${edge.label} ${to}`;
    edges.set(id, { id, from, to, label: edge.label, via: [...(edges.get(id)?.via ?? []), ...edge.via] });
  }
  return { picture: { nodes, edges }, folds };
}

function set<T>(lists: Map<string, T[]>, key: string): T[] {
  const list: T[] = [];
  lists.set(key, list);
  return list;
}

/** The types of a picture with their numbers, most first. */
export function typesIn(picture: Picture): [string, number][] {
  const counts = new Map<string, number>();
  for (const { type, holds } of picture.nodes.values()) {
    counts.set(type, (counts.get(type) ?? 0) + Math.max(1, holds));
  }
  return [...counts].sort((one, other) => other[1] - one[1] || one[0].localeCompare(other[0]));
}

/** How many were changed on each of so many equal spans between the first and the last day. */
export function spans(picture: Picture, count: number): { first: string; last: string; counts: number[] } | undefined {
  const days = [...picture.nodes.values()].filter(({ at }) => at !== '').map(({ at }) => Date.parse(day(at)));
  const known = days.filter((at) => !Number.isNaN(at)).sort((one, other) => one - other);
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined || first === last) {
    return undefined;
  }
  const counts = new Array<number>(count).fill(0);
  for (const at of known) {
    const place = Math.min(count - 1, Math.floor(((at - first) / (last - first)) * count));
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return { first: new Date(first).toISOString().slice(0, 10), last: new Date(last).toISOString().slice(0, 10), counts };
}

/** The ids of a picture that are objects of the hub: points, what they stand for, and what ties them. */
export function idsOf(picture: Picture, folds: Folds): string[] {
  const points = [...picture.nodes.values()].flatMap((node) => folds.get(node.id)?.map(({ id }) => id) ?? (node.holds === 0 ? [node.id] : []));
  return [...new Set([...points, ...[...picture.edges.values()].flatMap(({ via }) => via)])];
}
