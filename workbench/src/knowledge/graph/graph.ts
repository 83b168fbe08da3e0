import type { Schema } from '../../api/client';

type Row = Schema<'ObjectRow'>;
type Relation = Schema<'ObjectRelation'>;
type Step = Schema<'PathStep'>;

/** One step of building the picture; the steps stand in the address, so a picture can be shared and taken back step by step. */
export type Move =
  | { kind: 'expand'; id: string; relationshipType: string; type: string }
  | { kind: 'path'; from: string; to: string };

const ID = /^[a-z0-9-]+--[0-9a-f-]{36}$/i;
const MOST_MOVES = 40;

/** Reads the steps of an address; what is no step is left out. */
export function readMoves(text: string): Move[] {
  return text
    .split('~')
    .map((part): Move | undefined => {
      const [kind, id = '', first = '', second = ''] = part.split('!');
      if (!ID.test(id)) {
        return undefined;
      }
      if (kind === 'e') {
        return { kind: 'expand', id, relationshipType: first, type: second };
      }
      return kind === 'p' && ID.test(first) ? { kind: 'path', from: id, to: first } : undefined;
    })
    .filter((move) => move !== undefined)
    .slice(0, MOST_MOVES);
}

export function writeMoves(moves: readonly Move[]): string {
  return moves.map((move) => (move.kind === 'expand' ? `e!${move.id}!${move.relationshipType}!${move.type}` : `p!${move.from}!${move.to}`)).join('~');
}

export interface Node {
  id: string;
  type: string;
  name: string;
}

export interface Edge {
  id: string;
  from: string;
  to: string;
  label: string;
}

export interface Picture {
  nodes: Map<string, Node>;
  edges: Map<string, Edge>;
}

export function emptyPicture(): Picture {
  return { nodes: new Map(), edges: new Map() };
}

function addNode(picture: Picture, { id, type, name }: Node): void {
  if (!picture.nodes.has(id) || picture.nodes.get(id)?.name === '') {
    picture.nodes.set(id, { id, type, name });
  }
}

function addEdge(picture: Picture, from: string, to: string, label: string): void {
  const id = `${from} ${label} ${to}`;
  picture.edges.set(id, { id, from, to, label });
}

export function addObject(picture: Picture, { id, type, name }: Row): void {
  addNode(picture, { id, type, name });
}

/** Neighbours of an object: `from` means that the other points at it. */
export function addNeighbours(picture: Picture, id: string, relations: readonly Relation[]): void {
  for (const { direction, otherId, type, otherName, relationshipType } of relations) {
    addNode(picture, { id: otherId, type, name: otherName });
    if (direction === 'from') {
      addEdge(picture, otherId, id, relationshipType);
    } else {
      addEdge(picture, id, otherId, relationshipType);
    }
  }
}

/** A way between two objects; each step is drawn in its own direction. */
export function addPaths(picture: Picture, paths: readonly (readonly Step[])[]): void {
  for (const { from, to, direction, relationshipType } of paths.flat()) {
    addObject(picture, from);
    addObject(picture, to);
    if (direction === 'from') {
      addEdge(picture, to.id, from.id, relationshipType);
    } else {
      addEdge(picture, from.id, to.id, relationshipType);
    }
  }
}

/** Without the connections of what is not in the picture: an answer may come before the object that it is about, and an address may name any. */
export function withoutLooseEnds(picture: Picture): Picture {
  const edges = new Map([...picture.edges].filter(([, { from, to }]) => picture.nodes.has(from) && picture.nodes.has(to)));
  return { nodes: picture.nodes, edges };
}
