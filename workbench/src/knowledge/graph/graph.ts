import type { Schema } from '../../api/client';

type Row = Schema<'ObjectRow'>;
type Relation = Schema<'ObjectRelation'>;
type Step = Schema<'PathStep'>;

/** One step of building the picture; the steps stand in the address, so a picture can be shared and taken back step by step. */
export type Move =
  | { kind: 'expand'; id: string; relationshipType: string; type: string }
  | { kind: 'path'; from: string; to: string }
  /** Many that are shown as one, counted and never loaded. */
  | { kind: 'lot'; id: string; direction: string; relationshipType: string; type: string; count: number };

const ID = /^[a-z0-9-]+--[0-9a-f-]{36}$/i;
const MOST_MOVES = 40;

/** Reads the steps of an address; what is no step is left out. */
export function readMoves(text: string): Move[] {
  return text
    .split('~')
    .map((part): Move | undefined => {
      const [kind, id = '', first = '', second = '', third = ''] = part.split('!');
      if (!ID.test(id)) {
        return undefined;
      }
      if (kind === 'e') {
        return { kind: 'expand', id, relationshipType: first, type: second };
      }
      if (kind === 'l' || kind === 'm') {
        return { kind: 'lot', id, direction: kind === 'l' ? 'from' : 'to', relationshipType: first, type: second, count: Number.parseInt(third, 10) || 0 };
      }
      return kind === 'p' && ID.test(first) ? { kind: 'path', from: id, to: first } : undefined;
    })
    .filter((move) => move !== undefined)
    .slice(0, MOST_MOVES);
}

export function writeMoves(moves: readonly Move[]): string {
  return moves
    .map((move) => {
      switch (move.kind) {
        case 'expand':
          return `e!${move.id}!${move.relationshipType}!${move.type}`;
        case 'lot':
          return `${move.direction === 'from' ? 'l' : 'm'}!${move.id}!${move.relationshipType}!${move.type}!${move.count}`;
        default:
          return `p!${move.from}!${move.to}`;
      }
    })
    .join('~');
}

export interface Node {
  id: string;
  type: string;
  name: string;
  /** When its source last changed it, or when it came in; '' when nobody says. */
  at: string;
  /** How many it stands for; 0: it is an object itself. */
  holds: number;
}

export interface Edge {
  id: string;
  from: string;
  to: string;
  label: string;
  /** Relationships and sightings that say so. */
  via: string[];
}

export interface Picture {
  nodes: Map<string, Node>;
  edges: Map<string, Edge>;
}

export function emptyPicture(): Picture {
  return { nodes: new Map(), edges: new Map() };
}

function addNode(picture: Picture, node: Node): void {
  const known = picture.nodes.get(node.id);
  if (!known || known.name === '' || known.at === '') {
    picture.nodes.set(node.id, known ? { ...node, name: node.name || known.name, at: node.at || known.at } : node);
  }
}

function addEdge(picture: Picture, from: string, to: string, label: string, via: string): void {
  const id = `${from} ${label} ${to}`;
  const known = picture.edges.get(id)?.via ?? [];
  picture.edges.set(id, { id, from, to, label, via: via === '' || known.includes(via) ? known : [...known, via] });
}

export function addObject(picture: Picture, { id, type, name, modified, addedAt }: Row): void {
  addNode(picture, { id, type, name, at: modified || addedAt, holds: 0 });
}

/** Neighbours of an object: `from` means that the other points at it. */
export function addNeighbours(picture: Picture, id: string, relations: readonly Relation[]): void {
  for (const { direction, otherId, type, otherName, relationshipType, viaId, otherModified, otherAddedAt } of relations) {
    addNode(picture, { id: otherId, type, name: otherName, at: otherModified || otherAddedAt, holds: 0 });
    if (direction === 'from') {
      addEdge(picture, otherId, id, relationshipType, viaId);
    } else {
      addEdge(picture, id, otherId, relationshipType, viaId);
    }
  }
}

/** A way between two objects; each step is drawn in its own direction. */
export function addPaths(picture: Picture, paths: readonly (readonly Step[])[]): void {
  for (const { from, to, direction, relationshipType, viaId } of paths.flat()) {
    addObject(picture, from);
    addObject(picture, to);
    if (direction === 'from') {
      addEdge(picture, to.id, from.id, relationshipType, viaId);
    } else {
      addEdge(picture, from.id, to.id, relationshipType, viaId);
    }
  }
}

/** Many as one: its id names what it stands for. */
export function addLot(picture: Picture, lot: Extract<Move, { kind: 'lot' }>): void {
  const id = `lot ${lot.direction} ${lot.id} ${lot.relationshipType} ${lot.type}`;
  addNode(picture, { id, type: lot.type, name: '', at: '', holds: lot.count });
  addEdge(picture, lot.direction === 'from' ? id : lot.id, lot.direction === 'from' ? lot.id : id, lot.relationshipType, '');
}

/** Without the connections of what is not in the picture: an answer may come before the object that it is about, and an address may name any. */
export function withoutLooseEnds(picture: Picture): Picture {
  const edges = new Map([...picture.edges].filter(([, { from, to }]) => picture.nodes.has(from) && picture.nodes.has(to)));
  return { nodes: picture.nodes, edges };
}
