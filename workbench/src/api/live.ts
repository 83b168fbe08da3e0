import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { probeSession } from './client';

/** A change as the hub announces it: ids only, the content is fetched by who shows it. */
export interface Change {
  seq: string;
  at: string;
  kind: string;
  objectId?: string | null;
  reportId?: string | null;
  publicationId?: string | null;
  sourceId?: string | null;
  runId?: string | null;
  investigationId?: string | null;
  caseId?: string | null;
}

/** The first words of the query keys that a change makes old. */
export function touched(change: Change): string[] {
  const keys = new Set(['overview', 'activity']);
  if (change.objectId || change.kind === 'claimed' || change.kind === 'revised' || change.kind === 'withdrawn') {
    keys.add('objects').add('object').add('news');
  }
  if (change.reportId || change.kind === 'reported') {
    keys.add('reports').add('report');
  }
  if (change.publicationId) {
    keys.add('publications').add('publication').add('immunity');
  }
  if (change.investigationId) {
    keys.add('investigations').add('investigation').add('proposals');
  }
  if (change.caseId || change.kind === 'handled') {
    for (const key of ['cases', 'case', 'request', 'takedown', 'asked', 'news', 'handover']) {
      keys.add(key);
    }
  }
  if (change.sourceId || change.runId) {
    keys.add('sources').add('source').add('run').add('objects');
  }
  if (change.kind === 'recognised' || change.kind === 'fetched' || change.kind === 'sighted') {
    keys.add('scouts').add('immunity');
  }
  return [...keys];
}

/** The first words of the query keys that a word of the hub makes old: what is said beside the ledger, to whom it concerns. */
export function said(about: string): string[] {
  return about === 'alerts' || about === 'presence' ? [about] : [];
}

export type LiveState = 'connecting' | 'open' | 'closed';

const GATHER_MS = 250;
const LONGEST_WAIT_MS = 60_000;

/** How long to wait before attempt n (from 0): a second, doubling, at most a minute, with a random half against crowds. */
export function patience(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** attempt);
  return full / 2 + (full / 2) * random();
}

/** Keeps a stream of changes open and makes old what they touch; many changes at once become one refresh. */
export function listen(client: QueryClient, onState: (state: LiveState) => void): () => void {
  let stream: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let gather: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  const pending = new Set<string>();

  const refresh = () => {
    gather = undefined;
    const keys = new Set(pending);
    pending.clear();
    void client.invalidateQueries({ predicate: ({ queryKey }) => keys.has(String(queryKey[0])) });
  };
  const old = (keys: string[]) => {
    for (const key of keys) {
      pending.add(key);
    }
    gather ??= setTimeout(refresh, GATHER_MS);
  };
  const changed = (event: MessageEvent<string>) => old(touched(JSON.parse(event.data) as Change));
  const heard = (event: MessageEvent<string>) => old(said((JSON.parse(event.data) as { about: string }).about));
  const open = () => {
    onState('connecting');
    stream = new EventSource('/api/events');
    stream.addEventListener('change', changed);
    stream.addEventListener('word', heard);
    stream.onopen = () => {
      if (attempt > 0) {
        void client.invalidateQueries({ predicate: ({ queryKey }) => !String(queryKey[0]).startsWith('session') });
      }
      attempt = 0;
      onState('open');
    };
    stream.onerror = () => {
      onState('closed');
      stream?.close();
      clearTimeout(retry);
      retry = setTimeout(open, patience(attempt++));
      void probeSession(); // a stream also breaks when the session ends
    };
  };
  open();
  return () => {
    clearTimeout(retry);
    clearTimeout(gather);
    stream?.close();
  };
}

/** Live changes for as long as the component is shown and somebody is logged in. */
export function useLive(signedIn: boolean): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => (signedIn ? listen(client, setState) : undefined), [client, signedIn]);
  return state;
}
