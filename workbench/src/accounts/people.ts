import { queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type Person = Schema<'PersonRow'>;
export type Invitation = Schema<'InvitationRow'>;
export type PeopleList = Schema<'PeopleList'>;

/** The people of one organisation; undefined: the reader's own. */
export const peopleQuery = (organization: string | undefined) =>
  queryOptions({
    queryKey: ['people', organization ?? ''],
    queryFn: () => answered(hub.GET('/api/people', { params: { query: { organization } } })),
  });

const at = (id: string, organization: string | undefined) => ({ params: { path: { id }, query: { organization } } });

export const invite = (organization: string | undefined, body: Schema<'NewInvitation'>) =>
  answered(hub.POST('/api/people/invitations', { params: { query: { organization } }, body }));
export const takeBack = (organization: string | undefined, id: string) => answered(hub.DELETE('/api/people/invitations/{id}', at(id, organization)));
export const savePerson = (organization: string | undefined, id: string, body: Schema<'PersonToSave'>) =>
  answered(hub.PUT('/api/people/{id}', { ...at(id, organization), body }));
export const closeAccount = (organization: string | undefined, id: string) => answered(hub.POST('/api/people/{id}/disabling', at(id, organization)));
export const openAccount = (organization: string | undefined, id: string) => answered(hub.DELETE('/api/people/{id}/disabling', at(id, organization)));
export const endAllSessions = (organization: string | undefined, id: string) => answered(hub.DELETE('/api/people/{id}/sessions', at(id, organization)));
export const unlock = (organization: string | undefined, id: string) => answered(hub.DELETE('/api/people/{id}/lock', at(id, organization)));
export const passwordLink = (organization: string | undefined, id: string) => answered(hub.POST('/api/people/{id}/password-link', at(id, organization)));

export const profileQuery = queryOptions({ queryKey: ['session-profile'], queryFn: () => answered(hub.GET('/api/profile')) });
export const sessionsQuery = queryOptions({ queryKey: ['session-list'], queryFn: () => answered(hub.GET('/api/profile/sessions')) });
export const saveProfile = (body: Schema<'Profile'>) => answered(hub.PUT('/api/profile', { body }));
export const changePassword = (body: Schema<'NewPassword'>) => answered(hub.PUT('/api/profile/password', { body }));
export const endSession = (id: string) => answered(hub.DELETE('/api/profile/sessions/{id}', { params: { path: { id } } }));

/** The address that a secret makes; what stands after the # is sent to no server. */
export const linkOf = (secret: string) => `${window.location.origin}/welcome#${secret}`;

/** A browser's name out of what it calls itself, or what it says. */
export function browserOf(agent: string): string {
  const known = [/(Edg|Firefox|OPR)\/[\d]+/, /(Chrome|Version)\/[\d]+/].map((each) => each.exec(agent)?.[0]).find(Boolean);
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(agent)?.[0];
  const name = known?.replace('Edg/', 'Edge ').replace('OPR/', 'Opera ').replace('Version/', 'Safari ').replace('/', ' ');
  return name ? [name, system].filter(Boolean).join(', ') : agent.slice(0, 60);
}
