import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type Proposal = Schema<'ProposalRow'>;

export const proposalsQuery = queryOptions({ queryKey: ['proposals'], queryFn: () => answered(hub.GET('/api/proposals')) });

const at = (id: string) => ({ params: { path: { id } } });

export const approve = (id: string) => answered(hub.POST('/api/proposals/{id}/approval', at(id)));
export const refuse = (id: string, reason: string) => answered(hub.POST('/api/proposals/{id}/refusal', { ...at(id), body: { reason } }));
export const takeBack = (id: string) => answered(hub.DELETE('/api/proposals/{id}', at(id)));

/** A decision may change anything that is shown. */
export const decided = (client: QueryClient): Promise<void> => client.invalidateQueries();

/** What can still be decided or taken back, and what is over. */
export function split(proposals: Proposal[]): { waiting: Proposal[]; over: Proposal[] } {
  const waits = ({ state, decides }: Proposal) => state === 'waiting' || decides;
  return { waiting: proposals.filter(waits), over: proposals.filter((each) => !waits(each)) };
}
