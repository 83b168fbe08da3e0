import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type Case = Schema<'CaseView'>;
export type CaseRow = Schema<'CaseRow'>;
export type Facts = Schema<'IncidentFacts'>;

export const KINDS = ['incident', 'vulnerability', 'takedown', 'request'] as const;
export const TYPES = ['ransomware', 'phishing', 'malware', 'fraud', 'ddos', 'intrusion', 'data-leak', 'espionage', 'insider', 'outage', 'other'];
export const REGIONS = ['unknown', 'NL-DR', 'NL-FL', 'NL-FR', 'NL-GE', 'NL-GR', 'NL-LI', 'NL-NB', 'NL-NH', 'NL-OV', 'NL-UT', 'NL-ZE', 'NL-ZH', 'abroad'];
export const ORGANIZATION_KINDS = ['unknown', 'hospital', 'gp', 'mental-care', 'lab', 'pharmacy', 'insurer', 'supplier', 'partner', 'security-firm', 'cert'];

const LONGEST_TIMER = 2 ** 31 - 1; // ms: what a browser counts

/** When a list of cases is to be read again without a change: as soon as the next thing is due; never while nothing is. */
export function untilDue(moments: readonly (string | null | undefined)[], now: number): number | false {
  const later = moments.map((moment) => (moment ? Date.parse(moment) : Number.NaN)).filter((at) => at > now);
  return later.length === 0 ? false : Math.min(Math.min(...later) - now + 1_000, LONGEST_TIMER);
}

export function casesQuery(kind: string, open: boolean) {
  return queryOptions({
    queryKey: ['cases', kind, open],
    queryFn: () => answered(hub.GET('/api/cases', { params: { query: { kind, open } } })),
    refetchInterval: ({ state }) => untilDue(state.data?.cases.map(({ next }) => next?.due) ?? [], Date.now()),
  });
}

export function aboutQuery(kind: 'report' | 'object', subject: string) {
  return queryOptions({
    queryKey: ['cases', 'about', kind, subject],
    queryFn: () => answered(hub.GET('/api/cases/about', { params: { query: { kind, subject } } })),
  });
}

const PATH = (id: string) => ({ params: { path: { id } } });

export function caseQuery(id: string) {
  return queryOptions({ queryKey: ['case', id], queryFn: () => answered(hub.GET('/api/cases/{id}', PATH(id))) });
}

export const openIncident = (body: Schema<'NewIncident'>) => answered(hub.POST('/api/cases/incidents', { body }));
export const openVulnerability = (body: Schema<'NewVulnerability'>) => answered(hub.POST('/api/cases/vulnerabilities', { body }));
export const changeIncident = (id: string, body: Schema<'IncidentChange'>) => answered(hub.PUT('/api/cases/{id}/incident', { ...PATH(id), body }));
export const takeCase = (id: string) => answered(hub.POST('/api/cases/{id}/keeper', PATH(id)));
export const moveCase = (id: string, body: Schema<'CaseMove'>) => answered(hub.POST('/api/cases/{id}/state', { ...PATH(id), body }));
export const noteCase = (id: string, body: Schema<'CaseNote'>) => answered(hub.POST('/api/cases/{id}/notes', { ...PATH(id), body }));
export const doneReminder = (id: string, code: string) => answered(hub.POST('/api/cases/{id}/reminders/{code}', { params: { path: { id, code } } }));
export const linkCase = (id: string, body: Schema<'CaseLinkWish'>) => answered(hub.POST('/api/cases/{id}/links', { ...PATH(id), body }));
export const unlinkCase = (id: string, kind: string, subject: string) =>
  answered(hub.DELETE('/api/cases/{id}/links/{kind}/{subject}', { params: { path: { id, kind, subject } } }));

/** What came back after a change takes the place of what was read. */
export function taken(client: QueryClient, next: Case): void {
  client.setQueryData(['case', next.id], next);
  void client.invalidateQueries({ queryKey: ['cases'] });
  void client.invalidateQueries({ queryKey: ['takedown', next.id] });
  void client.invalidateQueries({ queryKey: ['request', next.id] });
  void client.invalidateQueries({ queryKey: ['overview'] });
}

/** What somebody typed to link a case to: an object's id, or the address or id of a report. */
export function linkOf(typed: string): Schema<'CaseLinkWish'> {
  const text = typed.trim();
  const report = /(?:^|\/desk\/)([0-9a-f]{8}-[0-9a-f-]{27})$/i.exec(text)?.[1];
  const object = /([a-z0-9-]+--[0-9a-f-]{36})$/i.exec(text)?.[1];
  return object ? { kind: 'object', subject: object } : { kind: 'report', subject: report ?? text };
}

