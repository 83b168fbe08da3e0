import { queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type Issuer = Schema<'IssuerRow'>;
export type IssuerToSave = Schema<'IssuerToSave'>;
export type Outcome = Schema<'IssuerOutcome'>;

/** Through whom one can log in, for somebody who is not logged in. @param asked one that is not shown to everybody */
export const choicesQuery = (asked: string | undefined) =>
  queryOptions({
    queryKey: ['session-issuers', asked ?? ''],
    queryFn: () => answered(hub.GET('/api/session/issuers', { params: { query: { with: asked } } })),
    staleTime: 60_000,
  });

export const logInsQuery = queryOptions({ queryKey: ['session-log-ins'], queryFn: () => answered(hub.GET('/api/profile/log-ins')) });
export const issuersQuery = queryOptions({ queryKey: ['issuers'], queryFn: () => answered(hub.GET('/api/settings/issuers')) });

const BACK = 'theriac.back';

/** Leaves for an issuer; the page to which the person comes back is kept in this tab. */
function leave(address: string): void {
  sessionStorage.setItem(BACK, window.location.pathname + window.location.search);
  window.location.assign(address);
}

/** Where the person was when she left for an issuer: a page of this site. */
export function cameFrom(): string {
  const kept = sessionStorage.getItem(BACK) ?? '/';
  sessionStorage.removeItem(BACK);
  return /^\/(?![/\\])/.test(kept) && !kept.startsWith('/welcome') ? kept : '/';
}

export const logInThrough = async (issuer: string, link?: string) =>
  leave((await answered(hub.POST('/api/session/issuer', { body: { issuer, link: link ?? null } }))).address);
export const tieThrough = async (issuer: string) =>
  leave((await answered(hub.POST('/api/profile/log-ins', { body: { issuer, confirm: false } }))).address);
export const confirmThrough = async (issuer: string) =>
  leave((await answered(hub.POST('/api/profile/log-ins', { body: { issuer, confirm: true } }))).address);
export const untie = (id: string) => answered(hub.DELETE('/api/profile/log-ins/{id}', { params: { path: { id } } }));

export const bringAnswer = (search: URLSearchParams) =>
  answered(
    hub.POST('/api/session/issuer/answer', {
      body: { code: search.get('code') ?? '', state: search.get('state') ?? '', iss: search.get('iss') },
    }),
  );
export const bringCode = (code: string) => answered(hub.POST('/api/session/issuer/code', { body: { code } }));

export const saveIssuer = (id: string | undefined, body: IssuerToSave) =>
  id === undefined
    ? answered(hub.POST('/api/settings/issuers', { body }))
    : answered(hub.PUT('/api/settings/issuers/{id}', { params: { path: { id } }, body }));
export const removeIssuer = (id: string) => answered(hub.DELETE('/api/settings/issuers/{id}', { params: { path: { id } } }));

export const NEW_ISSUER: IssuerToSave = {
  name: '', address: '', client: '', secret: '', organization: null, scopes: 'profile', groupsClaim: '', networks: [], secondFactor: false, listed: true, roles: [],
};

export const toSave = ({ name, address, client, organization, scopes, groupsClaim, networks, secondFactor, listed, roles }: Issuer): IssuerToSave => ({
  name, address, client, secret: '', organization: organization ?? null, scopes, groupsClaim, networks, secondFactor, listed, roles,
});

/** One line per group: `group = role`. */
export const tableText = (roles: IssuerToSave['roles']) => roles.map(({ group, role }) => `${group} = ${role}`).join('\n');

/** Reads such lines; the role stands after the last `=`, because groups may hold one. */
export function tableOf(text: string): IssuerToSave['roles'] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.lastIndexOf('=');
      return at < 0 ? { group: line, role: '' } : { group: line.slice(0, at).trim(), role: line.slice(at + 1).trim() };
    });
}



/** The address at which people of an issuer begin that is not shown to everybody. */
export const directAddress = (id: string) => `${window.location.origin}/?with=${id}`;
