import { queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type QueryAlerts = Schema<'QueryAlerts'>;

/** What is new of the reader's saved questions. */
export const alertsQuery = queryOptions({ queryKey: ['alerts'], queryFn: () => answered(hub.GET('/api/alerts')) });

const NAMED = (id: string) => ({ params: { path: { id } } });

export const tellMe = (id: string, mail: string) => answered(hub.PUT('/api/queries/{id}/alerts', { ...NAMED(id), body: { mail } }));
export const tellMeNoMore = (id: string) => answered(hub.DELETE('/api/queries/{id}/alerts', NAMED(id)));
export const looked = ({ queryId, upTo }: QueryAlerts) => answered(hub.POST('/api/queries/{id}/alerts/looked', { ...NAMED(queryId), body: { upTo } }));

/** How many, as people read it: `100+` when there may be more. */
export function howMany(alerts: Pick<QueryAlerts, 'fresh' | 'more'>[]): string {
  const sum = alerts.reduce((all, { fresh }) => all + fresh, 0);
  return `${sum}${alerts.some(({ more }) => more) ? '+' : ''}`;
}
