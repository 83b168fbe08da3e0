import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { answered, hub, rememberCsrf, rememberEyes, type Schema } from '../api/client';
import { Problem } from '../api/problem';
import { forgetDrafts } from '../shared/kept';

export type View = Schema<'ViewAnswer'>;

/** @property view set while the person looks through others' eyes */
export type Session = Schema<'SessionView'> & { view?: View };

/** The session as the pages have it: through others' eyes, theirs is what may be done and where one works. */
export function throughEyes(session: Schema<'SessionView'>, view: View | null | undefined): Session {
  if (view == null) {
    return session;
  }
  const { id, name, kind } = view.organization;
  const { me } = session;
  return { ...session, me: { account: { ...me.account, permissions: view.permissions }, organization: { id, name, kind } }, view };
}

const KEY = ['session'];
const EXPIRED = ['session-expired'];

/** Who is logged in; null: nobody. */
export const sessionQuery = queryOptions({
  queryKey: KEY,
  queryFn: async (): Promise<Session | null> => {
    try {
      // Side by side: the first page waits for both.
      const [session, { view }] = await Promise.all([answered(hub.GET('/api/session')), answered(hub.GET('/api/view'))]);
      rememberCsrf(session.csrf);
      rememberEyes(view?.id);
      return throughEyes(session, view);
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401) {
        return null;
      }
      throw problem;
    }
  },
  staleTime: Infinity,
});

/** Everything that was loaded belongs to the person who logged in: a new person starts with nothing. */
export function signedIn(client: QueryClient, session: Session): void {
  rememberEyes(undefined);
  const before = client.getQueryData<Session | null>(KEY);
  rememberCsrf(session.csrf);
  client.setQueryData(EXPIRED, false);
  client.setQueryData(KEY, session);
  const same = before?.me.account.id === session.me.account.id;
  const others = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => !String(queryKey[0]).startsWith('session') };
  if (before && !same) {
    client.removeQueries(others);
  } else {
    void client.invalidateQueries(others);
  }
}

/** The hub said that nobody is logged in: the page stays, a log-in is asked over it. */
export function markExpired(client: QueryClient): void {
  if (client.getQueryData(KEY)) {
    client.setQueryData(EXPIRED, true);
  }
}

export function useExpired(): boolean {
  return useQuery({ queryKey: EXPIRED, queryFn: () => false, staleTime: Infinity, gcTime: Infinity }).data ?? false;
}

/** The session of a page that only signed-in people see. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) {
    throw new Error('This page is for people who are logged in.');
  }
  return data;
}

/** A permission's name as the hub sends it. */
export type Permission =
  | 'own-account'
  | 'read-objects'
  | 'write-reports'
  | 'withdraw-objects'
  | 'mark-objects'
  | 'investigate'
  | 'read-sources'
  | 'run-sources'
  | 'report'
  | 'triage-reports'
  | 'learn-who'
  | 'read-publications'
  | 'draft-publications'
  | 'approve-publications'
  | 'publish'
  | 'acknowledge'
  | 'read-members'
  | 'administer-members'
  | 'see-as'
  | 'administer-people'
  | 'administer-tokens'
  | 'connect-objects'
  | 'read-audit'
  | 'configure'
  | 'configure-sources'
  | 'configure-sharing'
  | 'erase';

/** What somebody may not do is not shown. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useSession().me.account;
  return (permission) => permissions.includes(permission);
}

/** Whether the person works at the CERT, and not at a member. */
export function useAtCert(): boolean {
  return useSession().me.organization.kind === 'cert';
}

/** Ends the session; unsent texts of this person are thrown away with it. */
export function useLogOut(): () => Promise<void> {
  const client = useQueryClient();
  const { id } = useSession().me.account;
  return async () => {
    forgetDrafts(id);
    const left = await answered(hub.DELETE('/api/session')).catch(() => undefined);
    // First that nobody is here: whatever shows a person's own things is gone before those are forgotten.
    client.setQueryData(KEY, null);
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] });
    if (left?.goOn) {
      // The issuer is to forget the person too.
      window.location.assign(left.goOn);
    }
  };
}
