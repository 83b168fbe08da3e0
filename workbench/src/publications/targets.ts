import { queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type Recipients = Schema<'RecipientsView'>;
export type Recipient = Schema<'RecipientRow'>;

/** What a rule says, as it is sent. */
export interface Rule {
  rule: string;
  subject: string;
}

const bare = (rules: readonly Rule[]) => rules.map(({ rule, subject }) => ({ rule, subject }));

/** @param revision words that changed may name other things */
export function recipientsQuery(id: string, revision: number) {
  return queryOptions({
    queryKey: ['recipients', id, revision],
    queryFn: () => answered(hub.GET('/api/publications/{id}/recipients', { params: { path: { id } } })),
  });
}

/** @param read the rules that were there when the person chose */
export const chooseTargets = (id: string, read: readonly Rule[], targets: readonly Rule[]) =>
  answered(hub.PUT('/api/publications/{id}/targets', { params: { path: { id } }, body: { read: bare(read), targets: bare(targets) } }));

export const targetWhoSaw = (id: string, purpose: string) =>
  answered(hub.POST('/api/publications/{id}/targets/sightings', { params: { path: { id } }, body: { purpose } }));
