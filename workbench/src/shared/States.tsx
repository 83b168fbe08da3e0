import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isOffline, Problem } from '../api/problem';
import { useWords } from './i18n';
import { sharedWords } from './words';

/** Grey lines of about the height of what is coming, so that nothing jumps. */
export function Waiting({ lines = 6 }: { lines?: number }) {
  const w = useWords(sharedWords);
  return (
    <div className="waiting" role="status" aria-label={w.loading}>
      {Array.from({ length: lines }, (_, i) => (
        <div key={i} className="waiting-line" />
      ))}
    </div>
  );
}

/** What went wrong, in the hub's own sentence when it gave one. */
export function Failure({ error, again }: { error: unknown; again?: () => void }) {
  const w = useWords(sharedWords);
  const sentence = isOffline(error) ? w.offline : (error instanceof Problem && error.sentence) || w.unexpected;
  return (
    <div className="failure" role="alert">
      <p>{sentence}</p>
      {again && (
        <Button variant="default" size="xs" onClick={again}>
          {w.tryAgain}
        </Button>
      )}
    </div>
  );
}

/** Nothing to show, and what to do about it. */
export function Empty({ title, isPage = false, children }: { title: string; isPage?: boolean; children?: ReactNode }) {
  return (
    <div className="empty">
      {isPage ? <h1>{title}</h1> : <p className="empty-title">{title}</p>}
      {children && <div className="quiet">{children}</div>}
    </div>
  );
}

/** One of loading, failed, or the data. */
export function Loaded<T>({
  query,
  lines,
  children,
}: {
  query: UseQueryResult<T>;
  lines?: number;
  children: (data: T) => ReactNode;
}) {
  const w = useWords(sharedWords);
  if (query.data !== undefined) {
    return children(query.data);
  }
  if (query.error) {
    if (query.error instanceof Problem && query.error.status === 404) {
      return (
        <Empty title={w.notHere} isPage>
          {w.notHereHint}
        </Empty>
      );
    }
    return <Failure error={query.error} again={() => void query.refetch()} />;
  }
  return <Waiting {...(lines === undefined ? {} : { lines })} />;
}
