import { queryOptions } from '@tanstack/react-query';
import { answered, hub } from '../api/client';

export const firstWeekQuery = queryOptions({
  queryKey: ['first-week'],
  queryFn: () => answered(hub.GET('/api/first-week')),
  // Progress is made on other pages: whoever comes back wants to see it.
  refetchOnMount: 'always',
});
