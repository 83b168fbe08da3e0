import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, hub } from '../api/client';

export const STATES = ['new', 'claimed', 'drafted', 'dismissed', 'answered'] as const;

export function reportPagesQuery(state: string) {
  return infiniteQueryOptions({
    queryKey: ['reports', state],
    queryFn: ({ pageParam }) => answered(hub.GET('/api/reports', { params: { query: { state, after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function reportQuery(id: string) {
  return queryOptions({
    queryKey: ['report', id],
    queryFn: () => answered(hub.GET('/api/reports/{id}', { params: { path: { id } } })),
  });
}

/** Whether the hub reads pictures of messages. */
export const picturesQuery = queryOptions({
  queryKey: ['report-pictures'],
  queryFn: () => answered(hub.GET('/api/report-pictures')),
  staleTime: Infinity,
});

export const mailQuery = (id: string) =>
  queryOptions({
    queryKey: ['report-mail', id],
    queryFn: () => answered(hub.GET('/api/reports/{id}/mail', { params: { path: { id } } })),
  });

/** How old the domains of a report are. */
export const agesQuery = (id: string) =>
  queryOptions({
    queryKey: ['report-domains', id],
    queryFn: () => answered(hub.GET('/api/reports/{id}/domains', { params: { path: { id } } })),
  });

/** Links of a report that somebody followed; asked again while one is on its way. */
export const visitsQuery = (id: string) =>
  queryOptions({
    queryKey: ['report-visits', id],
    queryFn: () => answered(hub.GET('/api/reports/{id}/visits', { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.visits.some(({ outcome }) => outcome == null) ? 2_000 : false),
  });

export const followLink = (id: string, link: string, why: string) =>
  answered(hub.POST('/api/reports/{id}/visits', { params: { path: { id } }, body: { link, why } }));

const PATH = (id: string) => ({ params: { path: { id } } });

export const claimReport = (id: string) => answered(hub.POST('/api/reports/{id}/claim', PATH(id)));
export const dismissReport = (id: string, reason: string) =>
  answered(hub.POST('/api/reports/{id}/dismissal', { ...PATH(id), body: { reason } }));
export const answerQuestion = (id: string, answer: string) =>
  answered(hub.POST('/api/reports/{id}/answer', { ...PATH(id), body: { answer } }));
export const draftReport = (id: string) => answered(hub.POST('/api/reports/{id}/draft', PATH(id)));
