import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, hub } from '../api/client';

export interface ObjectSearch {
  q?: string | undefined;
  value?: string | undefined;
  type?: string[] | undefined;
  limit?: number;
}

const PAGE = 50;

function ask(search: ObjectSearch, after?: string) {
  return answered(hub.GET('/api/objects', { params: { query: { limit: PAGE, ...search, after } } }));
}

/** The first page of a search. */
export function objectsQuery(search: ObjectSearch) {
  return queryOptions({ queryKey: ['objects', 'first', search], queryFn: () => ask(search) });
}

/** A search, page after page, by the hub's own marks. */
export function objectPagesQuery(search: ObjectSearch) {
  return infiniteQueryOptions({
    queryKey: ['objects', 'pages', search],
    queryFn: ({ pageParam }) => ask(search, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function objectQuery(id: string) {
  return queryOptions({
    queryKey: ['object', id],
    queryFn: () => answered(hub.GET('/api/objects/{id}', { params: { path: { id } } })),
  });
}
