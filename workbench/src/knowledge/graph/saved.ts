import { queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../../api/client';

export type SavedRow = Schema<'SavedGraphRow'>;
export type GraphToSave = Schema<'GraphToSave'>;

const NAMED = (id: string) => ({ params: { path: { id } } });

export const savedGraphs = queryOptions({ queryKey: ['saved-graphs'], queryFn: () => answered(hub.GET('/api/graphs')) });

export function savedGraph(id: string) {
  return queryOptions({ queryKey: ['saved-graphs', id], queryFn: () => answered(hub.GET('/api/graphs/{id}', NAMED(id))), enabled: id !== '' });
}

export const saveGraph = (body: GraphToSave) => answered(hub.POST('/api/graphs', { body }));
export const changeGraph = (id: string, body: GraphToSave) => answered(hub.PUT('/api/graphs/{id}', { ...NAMED(id), body }));
export const deleteGraph = (id: string) => answered(hub.DELETE('/api/graphs/{id}', NAMED(id)));

/** Objects as a STIX bundle, each with its text as it was received. */
export async function bundleOf(ids: string[]): Promise<string> {
  return answered(hub.POST('/api/bundle', { body: { ids }, parseAs: 'text' })) as unknown as Promise<string>;
}
