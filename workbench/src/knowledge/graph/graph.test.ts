import { describe, expect, test } from 'vitest';
import { addNeighbours, addPaths, emptyPicture, readMoves, withoutLooseEnds, writeMoves, type Move } from './graph';

const A = 'malware--00000000-0000-4000-8000-00000000000a';
const B = 'indicator--00000000-0000-4000-8000-00000000000b';

const row = (id: string) => ({ id, type: id.split('--')[0] ?? '', name: id, addedAt: '', modified: '', revoked: false, sources: 1, tlp: 'TLP:GREEN' });

describe('the steps in the address', () => {
  test('come back as they were written', () => {
    const moves: Move[] = [
      { kind: 'expand', id: A, relationshipType: 'indicates', type: 'indicator' },
      { kind: 'path', from: A, to: B },
      { kind: 'lot', id: A, direction: 'from', relationshipType: 'indicates', type: 'indicator', count: 77_000 },
    ];
    expect(readMoves(writeMoves(moves))).toEqual(moves);
  });

  test('that are no steps are left out', () => {
    expect(readMoves(`x!${A}~e!nothing!a!b~p!${A}!nothing~~`)).toEqual([]);
  });
});

describe('the picture', () => {
  test('draws a relationship once, in its direction, from whichever side it was found', () => {
    const picture = emptyPicture();
    addNeighbours(picture, A, [{ direction: 'from', otherId: B, type: 'indicator', otherName: 'b', relationshipType: 'indicates', viaId: '', otherModified: '2026-01-01T00:00:00.000Z', otherAddedAt: '2026-01-02T00:00:00Z' }]);
    addNeighbours(picture, B, [{ direction: 'to', otherId: A, type: 'malware', otherName: 'a', relationshipType: 'indicates', viaId: '', otherModified: '2026-01-01T00:00:00.000Z', otherAddedAt: '2026-01-02T00:00:00Z' }]);
    expect([...picture.edges.values()]).toEqual([{ id: `${B} indicates ${A}`, from: B, to: A, label: 'indicates', via: [] }]);
    expect([...picture.nodes.keys()].sort()).toEqual([B, A].sort());
  });

  test('draws the steps of a way', () => {
    const picture = emptyPicture();
    addPaths(picture, [[{ from: row(A), to: row(B), direction: 'from', relationshipType: 'indicates', viaId: 'relationship--1' }]]);
    expect([...picture.edges.values()].map(({ from, to }) => [from, to])).toEqual([[B, A]]);
  });

  test('leaves out the connections of an object that is not in it (yet)', () => {
    const picture = emptyPicture();
    addNeighbours(picture, A, [{ direction: 'from', otherId: B, type: 'indicator', otherName: 'b', relationshipType: 'indicates', viaId: '', otherModified: '2026-01-01T00:00:00.000Z', otherAddedAt: '2026-01-02T00:00:00Z' }]);
    expect(withoutLooseEnds(picture).edges.size).toBe(0);
    addNeighbours(picture, B, [{ direction: 'to', otherId: A, type: 'malware', otherName: 'a', relationshipType: 'indicates', viaId: '', otherModified: '2026-01-01T00:00:00.000Z', otherAddedAt: '2026-01-02T00:00:00Z' }]);
    expect(withoutLooseEnds(picture).edges.size).toBe(1);
  });
});
