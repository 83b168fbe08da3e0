import { queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type NewsRow = Schema<'NewsRow'>;
export type Handover = Schema<'HandoverView'>;

export const newsQuery = queryOptions({ queryKey: ['news'], queryFn: () => answered(hub.GET('/api/news')) });

export const decideNews = (id: string, verdict: string) => answered(hub.POST('/api/news/{id}', { params: { path: { id } }, body: { verdict, reason: null } }));

export function handoverQuery(hours: number) {
  return queryOptions({ queryKey: ['handover', hours], queryFn: () => answered(hub.GET('/api/handover', { params: { query: { hours } } })) });
}

/** The same with all that waits: for the text that is handed over. */
export const wholeHandover = (hours: number) => answered(hub.GET('/api/handover', { params: { query: { hours, whole: true } } }));
