import { answered, hub } from '../api/client';
import type { Run } from './queries';

/** What is taken back or let stand again: one delivery, or everything that a source ever said. */
export type Scope = { kind: 'run'; id: string } | { kind: 'source'; id: string };

const OF = (id: string, reason: string) => ({ params: { path: { id } }, body: { reason } });

/** A delivery goes at once; a whole source waits for a second person. */
export const takeBack = async ({ kind, id }: Scope, reason: string) =>
  kind === 'run' ? answered(hub.POST('/api/runs/{id}/withdrawal', OF(id, reason))) : await answered(hub.POST('/api/sources/{id}/withdrawal', OF(id, reason))).then(() => undefined);
export const letStand = ({ kind, id }: Scope, reason: string) =>
  answered(kind === 'run' ? hub.POST('/api/runs/{id}/restoration', OF(id, reason)) : hub.POST('/api/sources/{id}/restoration', OF(id, reason)));
export const replay = (id: string) => answered(hub.POST('/api/runs/{id}/replay', { params: { path: { id } } }));

/** At most so many claims hang on a delivery: what was new, revised, or said again. */
export function claimsOf({ created, revised, unchanged }: Pick<Run, 'created' | 'revised' | 'unchanged'>): number {
  return created + revised + unchanged;
}

/** A source's name as it stands in the query language. */
export function saysSource(name: string): string {
  return `source:"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** How much a source says that the reader may see, counted to a limit. */
export const spreadOf = (name: string) => answered(hub.GET('/api/objects/facets', { params: { query: { query: saysSource(name) } } }));
