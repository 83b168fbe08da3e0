import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';
import { organizationsQuery } from './queries';

export type Organization = Schema<'OrganizationRow'>;
export type OrganizationDetail = Schema<'OrganizationDetail'>;
export type OrganizationToSave = Schema<'OrganizationToSave'>;
export type Contact = Schema<'Contact'>;
export type Group = Schema<'GroupRow'>;
export type Delegation = Schema<'DelegationRow'>;

export const KINDS = ['hospital', 'gp', 'mental-care', 'lab', 'pharmacy', 'insurer', 'supplier', 'partner', 'security-firm'];
/** Those who are no members of the sector: they join a group only when two people want it. */
export const OUTSIDE = ['partner', 'security-firm'];
export const SIZES = ['small', 'medium', 'large'];
export const CONTACT_ROLES = ['security', 'it', 'on-call', 'privacy', 'medical-devices', 'management'];
export const PURPOSES = ['monitoring', 'incident-response', 'acknowledgement', 'reporting'];

export const NEW_ORGANIZATION: OrganizationToSave = { name: '', kind: 'hospital', size: '', language: 'nl', mail: '' };
export const NEW_CONTACT: Contact = { name: '', role: 'security', mail: '', phone: '', always: false, sms: false };

export const organizationQuery = (id: string) =>
  queryOptions({
    queryKey: ['organization', id],
    // A second person may have closed it since: what was asked a moment ago is shown, and asked again.
    refetchOnMount: 'always',
    queryFn: () => answered(hub.GET('/api/organizations/{id}', { params: { path: { id } } })),
  });

export const groupsQuery = queryOptions({ queryKey: ['groups'], queryFn: () => answered(hub.GET('/api/groups')) });
export const delegationsQuery = queryOptions({ queryKey: ['delegations'], queryFn: () => answered(hub.GET('/api/delegations')) });

/** @param id of the organisation to change; undefined: a new one */
export const saveOrganization = (id: string | undefined, body: OrganizationToSave) =>
  id === undefined
    ? answered(hub.POST('/api/organizations', { body }))
    : answered(hub.PUT('/api/organizations/{id}', { params: { path: { id } }, body }));

/** Proposes it: a second person decides. */
export const closeOrganization = (id: string, reason: string) => answered(hub.POST('/api/organizations/{id}/closure', { params: { path: { id } }, body: { reason } }));
export const reopenOrganization = (id: string) => answered(hub.DELETE('/api/organizations/{id}/closure', { params: { path: { id } } }));
export const saveContacts = (id: string, contacts: Contact[]) =>
  answered(hub.PUT('/api/organizations/{id}/contacts', { params: { path: { id } }, body: { contacts } }));

/** @param id of the group to change; undefined: a new one */
export const saveGroup = (id: string | undefined, body: Schema<'GroupToSave'>) =>
  id === undefined ? answered(hub.POST('/api/groups', { body })) : answered(hub.PUT('/api/groups/{id}', { params: { path: { id } }, body }));

export const saveDelegation = (firm: string, member: string, body: Schema<'DelegationToSave'>) =>
  answered(hub.PUT('/api/delegations/{firm}/{member}', { params: { path: { firm, member } }, body }));
export const endDelegation = (firm: string, member: string) =>
  answered(hub.DELETE('/api/delegations/{firm}/{member}', { params: { path: { firm, member } } }));

/** Everything that shows who takes part is asked anew. */
export function partiesChanged(client: QueryClient): Promise<void> {
  const shown = [organizationsQuery.queryKey[0], 'organization', 'groups', 'delegations', 'proposals'];
  return client.invalidateQueries({ predicate: ({ queryKey }) => shown.includes(String(queryKey[0])) });
}

/** The same list with the entry at one place moved one place up. */
export function movedUp<T>(list: T[], at: number): T[] {
  return list.map((entry, i) => (i === at - 1 ? (list[at] ?? entry) : i === at ? (list[at - 1] ?? entry) : entry));
}

/** The day of a moment, as a date field has it, in the reader's own time zone. */
export function localDay(moment: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** The end of a day of a date field: the day itself still counts. */
export function endOfDay(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + 1);
}
