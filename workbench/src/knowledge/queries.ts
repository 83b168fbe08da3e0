import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, hub } from '../api/client';

/** An object as it is, or as it was at a moment (RFC 3339). */
export function objectQuery(id: string, at = '') {
  return queryOptions({
    queryKey: ['object', id, at],
    queryFn: () => answered(hub.GET('/api/objects/{id}', { params: { path: { id }, query: { at } } })),
  });
}

/** For whom each word about an object is, and what decided it. */
export function markingQuery(id: string) {
  return queryOptions({
    queryKey: ['object', id, 'marking'],
    queryFn: () => answered(hub.GET('/api/objects/{id}/marking', { params: { path: { id } } })),
  });
}

/** Where an object was sent. */
export function sentQuery(id: string) {
  return queryOptions({
    queryKey: ['object', id, 'sent'],
    queryFn: () => answered(hub.GET('/api/objects/{id}/sent', { params: { path: { id } } })),
  });
}

const PAGE = 50;

/** What an object is connected with, of one kind or of all, page after page. */
export function neighboursQuery(id: string, relationshipType: string, type: string) {
  return infiniteQueryOptions({
    queryKey: ['object', id, 'neighbours', relationshipType, type],
    queryFn: ({ pageParam }) =>
      answered(
        hub.GET('/api/objects/{id}/neighbours', {
          params: {
            path: { id },
            query: { relationshipType: relationshipType ? [relationshipType] : [], type: type ? [type] : [], limit: PAGE, after: pageParam },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function claimsQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['object', id, 'claims'],
    queryFn: ({ pageParam }) =>
      answered(hub.GET('/api/objects/{id}/claims', { params: { path: { id }, query: { limit: PAGE, after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function versionsQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['object', id, 'versions'],
    queryFn: ({ pageParam }) =>
      answered(hub.GET('/api/objects/{id}/versions', { params: { path: { id }, query: { limit: PAGE, after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** From an older version to a newer one, by their digests. */
export function differencesQuery(id: string, from: string, to: string) {
  return queryOptions({
    queryKey: ['object', id, 'differences', from, to],
    queryFn: () => answered(hub.GET('/api/objects/{id}/differences', { params: { path: { id }, query: { from, to } } })),
    staleTime: Infinity,
  });
}

export function alsoSeenQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['object', id, 'also-seen'],
    queryFn: ({ pageParam }) =>
      answered(hub.GET('/api/objects/{id}/also-seen', { params: { path: { id }, query: { limit: PAGE, after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** Values below a domain, inside or around a network, after what was shown already. */
export function valuesQuery(mode: string, text: string, from: string) {
  return infiniteQueryOptions({
    queryKey: ['values', mode, text, from],
    queryFn: ({ pageParam }) => answered(hub.GET('/api/values', { params: { query: { mode, text, limit: PAGE, after: pageParam } } })),
    initialPageParam: from,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

const OF = (id: string) => ({ params: { path: { id } } });

export function infrastructureQuery(id: string) {
  return queryOptions({ queryKey: ['object', id, 'infrastructure'], queryFn: () => answered(hub.GET('/api/objects/{id}/infrastructure', OF(id))) });
}

export function clusterQuery(id: string) {
  return queryOptions({ queryKey: ['object', id, 'cluster'], queryFn: () => answered(hub.GET('/api/objects/{id}/cluster', OF(id))) });
}

export function suggestionsQuery(id: string) {
  return queryOptions({ queryKey: ['object', id, 'suggestions'], queryFn: () => answered(hub.GET('/api/objects/{id}/suggestions', OF(id))) });
}

export const merge = (ids: string[], reason: string, tlp: string) => answered(hub.POST('/api/clusters', { body: { ids, reason, tlp } }));
export const split = (statement: string, reason: string) =>
  answered(hub.POST('/api/clusters/{statement}/split', { params: { path: { statement } }, body: { reason } }));
