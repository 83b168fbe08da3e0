import { infiniteQueryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type AuditRow = Schema<'AuditRow'>;

/** Which rows somebody wants; an empty text asks for any. */
export interface AuditQuestion {
  actor: string;
  action: string;
  subject: string;
}

const PAGE = 100;

export function auditQuery(question: AuditQuestion) {
  return infiniteQueryOptions({
    queryKey: ['audit', question],
    queryFn: ({ pageParam }) => answered(hub.GET('/api/audit', { params: { query: { ...question, limit: PAGE, after: pageParam } } })),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.next == null ? undefined : Number(page.next)),
  });
}

/** Follows the chain from its first row to its last. */
export const checkAudit = () => answered(hub.POST('/api/audit/check'));
