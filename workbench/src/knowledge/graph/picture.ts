import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answered, hub } from '../../api/client';
import { objectQuery } from '../queries';
import { addNeighbours, addObject, addPaths, emptyPicture, withoutLooseEnds, type Move, type Picture } from './graph';

const PAGE = 100;
const HOPS = 4;

/** What one step brings. */
type Brought =
  | { kind: 'expand'; id: string; answer: Awaited<ReturnType<typeof neighbours>> }
  | { kind: 'path'; answer: Awaited<ReturnType<typeof paths>> };

function neighbours(id: string, relationshipType: string, type: string) {
  return answered(hub.GET('/api/objects/{id}/neighbours', { params: { path: { id }, query: { relationshipType: [relationshipType], type: [type], limit: PAGE } } }));
}

function paths(from: string, to: string) {
  return answered(hub.GET('/api/paths', { params: { query: { from, to, hops: HOPS } } }));
}

async function bring(move: Move): Promise<Brought> {
  return move.kind === 'expand'
    ? { kind: 'expand', id: move.id, answer: await neighbours(move.id, move.relationshipType, move.type) }
    : { kind: 'path', answer: await paths(move.from, move.to) };
}

export interface Drawn {
  picture: Picture;
  pending: boolean;
  error: unknown;
  /** A step brought only its first page. */
  cut: boolean;
  /** A way was asked for, and there is none of up to four steps. */
  noWay: boolean;
}

/** The picture that an object and the steps from it make, asked from the hub as far as it is not here yet. */
export function usePicture(around: string, moves: readonly Move[]): Drawn {
  const start = useQuery({ ...objectQuery(around), enabled: around !== '' });
  const steps = useQueries({
    queries: moves.map((move) => ({ queryKey: ['object', 'graph', move], queryFn: () => bring(move) })),
    combine: (results) => ({
      brought: results.map(({ data }) => data).filter((data) => data !== undefined),
      pending: results.some(({ isPending }) => isPending),
      error: results.find(({ error }) => error)?.error,
    }),
  });
  const picture = useMemo(() => {
    const drawn = emptyPicture();
    if (start.data) {
      addObject(drawn, start.data.summary);
    }
    for (const one of steps.brought) {
      if (one.kind === 'expand') {
        addNeighbours(drawn, one.id, one.answer.neighbours);
      } else {
        addPaths(drawn, one.answer.paths);
      }
    }
    return withoutLooseEnds(drawn);
  }, [start.data, steps.brought]);
  return {
    picture,
    pending: steps.pending || (around !== '' && start.isPending),
    error: start.error ?? steps.error,
    cut: steps.brought.some((one) => one.kind === 'expand' && one.answer.next != null),
    noWay: steps.brought.some((one) => one.kind === 'path' && one.answer.paths.length === 0),
  };
}
