import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, hub } from '../api/client';

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: () => answered(hub.GET('/api/overview')),
});

export const worldQuery = (days: number) => queryOptions({
  queryKey: ['world', days],
  queryFn: () => answered(hub.GET('/api/world', { params: { query: { days } } })),
});

export const activityQuery = infiniteQueryOptions({
  queryKey: ['activity'],
  queryFn: ({ pageParam }) => answered(hub.GET('/api/activity', { params: { query: { after: pageParam, limit: 100 } } })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
});
