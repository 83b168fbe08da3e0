import { queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type Member = Schema<'FollowUpRow'>;
export type Call = Schema<'CallRow'>;
export type Fared = Schema<'FaredRow'>;

export const ANSWERS = ['acknowledged', 'not-applicable', 'affected', 'mitigated'];
/** Hours after publication within which acknowledgements are counted, as the hub sends them. */
export const HOURS = [1, 4, 24, 72];

const at = (id: string) => ({ params: { path: { id } } });
const of = (id: string, organization: string) => ({ params: { path: { id, organization } } });

export const followUpQuery = (id: string) =>
  queryOptions({ queryKey: ['follow-up', id], queryFn: () => answered(hub.GET('/api/publications/{id}/follow-up', at(id))) });
export const callsQuery = (id: string) =>
  queryOptions({ queryKey: ['calls', id], queryFn: () => answered(hub.GET('/api/publications/{id}/calls', at(id))), refetchInterval: 15_000 });
export const faredQuery = queryOptions({ queryKey: ['publications', 'fared'], queryFn: () => answered(hub.GET('/api/publications/statistics')) });

export const sendAnswer = (id: string, organization: string, answer: string, note: string) =>
  answered(hub.POST('/api/publications/{id}/answers', { ...at(id), body: { organization, answer, note } }));
export const takeCall = (id: string, organization: string) => answered(hub.PUT('/api/publications/{id}/calls/{organization}/holder', of(id, organization)));
export const leaveCall = (id: string, organization: string) => answered(hub.DELETE('/api/publications/{id}/calls/{organization}/holder', of(id, organization)));
export const endCall = (id: string, organization: string, body: Schema<'CallOutcome'>) =>
  answered(hub.POST('/api/publications/{id}/calls/{organization}', { ...of(id, organization), body }));

/** The middle of some figures; undefined for none. */
export function middle(figures: readonly number[]): number | undefined {
  const sorted = [...figures].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : sorted.length === 0 ? undefined : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

export interface Month {
  /** Year and month, in UTC. */
  month: string;
  warnings: number;
  toPublish: number | undefined;
  /** Of those who got them, the part that acknowledged within each of HOURS, 0 to 1. */
  within: number[];
}

/** Warnings by the month of their publication, the newest first. */
export function months(fared: readonly Fared[]): Month[] {
  return [...new Set(fared.map(({ publishedAt }) => publishedAt.slice(0, 7)))].sort().reverse().map((month) => {
    const some = fared.filter(({ publishedAt }) => publishedAt.startsWith(month));
    const recipients = some.reduce((sum, each) => sum + each.recipients, 0);
    return {
      month,
      warnings: some.length,
      toPublish: middle(some.map(({ toPublishSeconds }) => toPublishSeconds)),
      within: HOURS.map((_, i) => (recipients === 0 ? 0 : some.reduce((sum, each) => sum + (each.acknowledgedWithin[i] ?? 0), 0) / recipients)),
    };
  });
}
