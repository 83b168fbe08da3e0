import { queryOptions } from '@tanstack/react-query';
import { answered, hub } from '../../api/client';
import type { Scope } from './heat';

/** A matrix changes with a new release, a few times a year. */
const KEPT_MS = 10 * 60_000;

export const matricesQuery = queryOptions({ queryKey: ['attack', 'matrices'], queryFn: () => answered(hub.GET('/api/attack/matrices')), staleTime: KEPT_MS });

export function frameQuery(id: string) {
  return queryOptions({
    queryKey: ['attack', 'matrix', id],
    queryFn: () => answered(hub.GET('/api/attack/matrices/{id}', { params: { path: { id } } })),
    staleTime: KEPT_MS,
    enabled: id !== '',
  });
}

function asked(scope: Scope): { of?: string; wide?: boolean; from?: string; to?: string; seen?: boolean } {
  switch (scope.kind) {
    case 'object':
      return { of: scope.id, wide: scope.wide };
    case 'days':
      return { from: scope.from, to: scope.to };
    default:
      return { seen: true };
  }
}

/** How warm each technique is; a layer is not the hub's to answer. */
export function heatQuery(scope: Scope | undefined) {
  return queryOptions({
    queryKey: ['objects', 'attack', 'heat', scope],
    queryFn: () => answered(hub.GET('/api/attack/heat', { params: { query: asked(scope ?? { kind: 'seen' }) } })),
    enabled: scope !== undefined && scope.kind !== 'layer',
  });
}
