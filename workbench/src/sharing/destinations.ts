import { queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type Destination = Schema<'DestinationRow'>;
export type DestinationToSave = Schema<'DestinationToSave'>;
export type Receipt = Schema<'ReceiptRow'>;

/** Asked again now and then: things are sent by themselves. */
export const destinationsQuery = queryOptions({
  queryKey: ['destinations'],
  queryFn: () => answered(hub.GET('/api/destinations')),
  refetchInterval: 5_000,
});

export const credentialsQuery = queryOptions({ queryKey: ['credentials'], queryFn: () => answered(hub.GET('/api/credentials')) });

/** @param id of the destination to change; undefined: a new one */
export const saveDestination = (id: string | undefined, body: DestinationToSave) =>
  id === undefined
    ? answered(hub.POST('/api/destinations', { body }))
    : answered(hub.PUT('/api/destinations/{id}', { params: { path: { id } }, body }));

export const deleteDestination = (id: string) => answered(hub.DELETE('/api/destinations/{id}', { params: { path: { id } } }));

/** @param again whether everything is sent once more */
export const hurry = (id: string, again: boolean) => answered(hub.POST('/api/destinations/{id}/sending', { params: { path: { id } }, body: { again } }));

export const NEW_DESTINATION: DestinationToSave = { title: '', kind: 'taxii', address: '', credential: '', allow: [], collection: '', organization: '', everyMinutes: 15, on: true };

export function toSave({ title, kind, address, credential, allow, collection, organization, everyMinutes, on }: Destination): DestinationToSave {
  return { title, kind, address, credential, allow, collection, organization, everyMinutes, on };
}

/** What a thing is called; its id while that is not known. */
export function nameOf(all: { id: string; name?: string; title?: string }[] | undefined, id: string): string {
  const found = all?.find((each) => each.id === id);
  return found?.title ?? found?.name ?? id;
}
