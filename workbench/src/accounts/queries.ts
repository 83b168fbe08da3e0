import { queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type Token = Schema<'TokenRow'>;

export const organizationsQuery = queryOptions({
  queryKey: ['organizations'],
  queryFn: () => answered(hub.GET('/api/organizations')),
  staleTime: 60_000,
});

/** The keys of one organisation; undefined: the reader's own. */
export function tokensQuery(organization: string | undefined) {
  return queryOptions({
    queryKey: ['tokens', organization ?? ''],
    queryFn: () => answered(hub.GET('/api/tokens', { params: { query: { organization } } })),
  });
}

/** What a key can be for alone. */
export const doorsQuery = (organization: string | undefined) =>
  queryOptions({
    queryKey: ['tokens', 'doors', organization ?? ''],
    queryFn: () => answered(hub.GET('/api/tokens/doors', { params: { query: { organization } } })),
  });
export const issueToken = (body: Schema<'NewToken'>) => answered(hub.POST('/api/tokens', { body }));
export const revokeToken = (id: string, organization: string | undefined) =>
  answered(hub.DELETE('/api/tokens/{id}', { params: { path: { id }, query: { organization } } }));

/** @param certificate PEM or SHA-256; '' for none */
export const tieToken = (id: string, organization: string | undefined, certificate: string) =>
  answered(hub.PUT('/api/tokens/{id}/certificate', { params: { path: { id }, query: organization === undefined ? {} : { organization } }, body: { certificate } }));
