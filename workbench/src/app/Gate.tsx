import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ConfirmDialog } from '../accounts/ConfirmDialog';
import { ExpiredDialog } from '../accounts/ExpiredDialog';
import { FactorFirst } from '../accounts/FactorFirst';
import { LogInPage } from '../accounts/LogInPage';
import { sessionQuery } from '../accounts/session';
import { Failure } from '../shared/States';

/** Shows the page to those who are logged in, and the log-in to others, at the same address. */
export function Gate({ children }: { children: ReactNode }) {
  const session = useQuery(sessionQuery);
  if (session.error) {
    return (
      <main className="page">
        <Failure error={session.error} again={() => void session.refetch()} />
      </main>
    );
  }
  if (session.data === undefined) {
    return <main aria-busy="true" />;
  }
  if (session.data === null) {
    return <LogInPage />;
  }
  return (
    <>
      {session.data.me.account.factorMissing ? <FactorFirst /> : children}
      <ConfirmDialog />
      <ExpiredDialog />
    </>
  );
}
