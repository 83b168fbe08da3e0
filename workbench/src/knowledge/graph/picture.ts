import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answered, hub, type Schema } from '../../api/client';
import { objectQuery } from '../queries';
import { addLot, addNeighbours, addObject, addPaths, emptyPicture, withoutLooseEnds, type Move, type Picture } from './graph';

const PAGE = 500;
/** Of one step; more is shown as one point that says how many. */
export const MOST_OF_A_STEP = 5_000;
const HOPS = 4;

/** What one step brings. */
type Brought =
  | { kind: 'expand'; id: string; answer: Awaited<ReturnType<typeof neighbours>> }
  | { kind: 'path'; answer: Awaited<ReturnType<typeof paths>> }
  | { kind: 'lot'; lot: Extract<Move, { kind: 'lot' }> };

/** Page after page, up to so many. */
async function neighbours(id: string, relationshipType: string, type: string) {
  const all: Schema<'ObjectRelation'>[] = [];
  let after: string | undefined;
  do {
    const page = await answered(hub.GET('/api/objects/{id}/neighbours', { params: { path: { id }, query: { relationshipType: [relationshipType], type: [type], limit: PAGE, after } } }));
    all.push(...page.neighbours);
    after = page.next ?? undefined;
  } while (after !== undefined && all.length < MOST_OF_A_STEP);
  return { neighbours: all.slice(0, MOST_OF_A_STEP), next: after };
}

function paths(from: string, to: string) {
  return answered(hub.GET('/api/paths', { params: { query: { from, to, hops: HOPS } } }));
}

async function bring(move: Move): Promise<Brought> {
  switch (move.kind) {
    case 'expand':
      return { kind: 'expand', id: move.id, answer: await neighbours(move.id, move.relationshipType, move.type) };
    case 'lot':
      return { kind: 'lot', lot: move };
    default:
      return { kind: 'path', answer: await paths(move.from, move.to) };
  }
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

/** Outside of the page, so that it runs for new answers and not for each look at them. */
function together(results: UseQueryResult<Brought>[]) {
  return {
    brought: results.map(({ data }) => data).filter((data) => data !== undefined),
    pending: results.some(({ isPending }) => isPending),
    error: results.find(({ error }) => error)?.error,
  };
}

/** The picture that an object and the steps from it make, asked from the hub as far as it is not here yet. */
export function usePicture(around: string, moves: readonly Move[]): Drawn {
  const start = useQuery({ ...objectQuery(around), enabled: around !== '' });
  const steps = useQueries({
    queries: moves.map((move) => ({ queryKey: ['object', 'graph', move], queryFn: () => bring(move) })),
    combine: together,
  });
  const picture = useMemo(() => {
    const drawn = emptyPicture();
    if (start.data) {
      addObject(drawn, start.data.summary);
    }
    for (const one of steps.brought) {
      if (one.kind === 'expand') {
        addNeighbours(drawn, one.id, one.answer.neighbours);
      } else if (one.kind === 'lot') {
        addLot(drawn, one.lot);
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
