import { queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type Collection = Schema<'CollectionRow'>;
export type CollectionToSave = Schema<'CollectionToSave'>;

/** Asked again now and then: a collection fills by itself. */
export const collectionsQuery = queryOptions({
  queryKey: ['collections'],
  queryFn: () => answered(hub.GET('/api/collections')),
  refetchInterval: 15_000,
});

/** @param id of the collection to change; undefined: a new one */
export const saveCollection = (id: string | undefined, body: CollectionToSave) =>
  id === undefined
    ? answered(hub.POST('/api/collections', { body }))
    : answered(hub.PUT('/api/collections/{id}', { params: { path: { id } }, body }));

export const NEW_COLLECTION: CollectionToSave = { title: '', description: '', query: '', organizations: [], groups: [], ended: false };

export function toSave({ title, description, query, organizations, groups, endedAt }: Collection): CollectionToSave {
  return { title, description, query, organizations: organizations.map(({ id }) => id), groups: groups.map(({ id }) => id), ended: endedAt != null };
}

/** Beyond this many the hub stops counting. */
export const COUNTED = 20_000;
