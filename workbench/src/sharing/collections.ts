import { queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type Collection = Schema<'CollectionRow'>;
export type CollectionToSave = Schema<'CollectionToSave'>;
export type Pick = Schema<'PickRow'>;

/** Who sees what readers post. */
export const POSTINGS = ['nobody', 'cert', 'readers'] as const;

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

export const NEW_COLLECTION: CollectionToSave = { title: '', description: '', picked: false, posting: 'nobody', query: '', organizations: [], groups: [], ended: false };

export function toSave({ title, description, picked, posting, query, organizations, groups, endedAt }: Collection): CollectionToSave {
  return { title, description, picked, posting, query, organizations: organizations.map(({ id }) => id), groups: groups.map(({ id }) => id), ended: endedAt != null };
}

/** Beyond this many the hub stops counting. */
export const COUNTED = 20_000;

export const picksQuery = (id: string) =>
  queryOptions({
    queryKey: ['collections', id, 'objects'],
    queryFn: () => answered(hub.GET('/api/collections/{id}/objects', { params: { path: { id } } })),
  });

export const putObjects = (id: string, objects: string[]) => answered(hub.POST('/api/collections/{id}/objects', { params: { path: { id } }, body: { objects } }));

export const takeObject = (id: string, object: string) => answered(hub.DELETE('/api/collections/{id}/objects/{object}', { params: { path: { id, object } } }));

/** The STIX ids in a text, however they are set apart. */
export function idsIn(text: string): string[] {
  return [...new Set(text.match(/[a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? [])];
}
