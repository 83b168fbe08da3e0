import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Schema } from '../api/client';
import { Queue } from './Queue';
import { TogetherPanel } from './TogetherPanel';

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

let root: Root;
let box: HTMLElement;

async function show(what: ReactNode, client = new QueryClient()) {
  const router = createRouter({ routeTree: createRootRoute({ component: () => what }), history: createMemoryHistory() });
  await router.load();
  box = document.createElement('div');
  root = createRoot(box);
  await act(async () =>
    root.render(
      <MantineProvider>
        <QueryClientProvider client={client}>
          <RouterProvider router={router as never} />
        </QueryClientProvider>
      </MantineProvider>,
    ),
  );
}

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});
afterEach(() => act(async () => root.unmount()));

const row = (part: Partial<Schema<'ReportRow'>>): Schema<'ReportRow'> => ({
  id: 'a', state: 'new', organization: 'North', anonymous: false, receivedAt: ago(3), channel: 'sms', sender: '', excerpt: 'A message', hint: 'malicious', similar: 1, ...part,
});
const place = (part: Partial<Schema<'DeskPlace'>>): Schema<'DeskPlace'> => ({ joined: 0, since: ago(3), due: ago(2), late: true, mine: false, ...part });

test('what waits too long says so in words, with how many are put with it', async () => {
  await show(<Queue reports={[row({ desk: place({ joined: 2 }) })]} />);
  expect(box.textContent).toContain('too late by 2 h');
  expect(box.textContent).toContain('waits for 3 h');
  expect(box.textContent).toContain('2 more put with it');
});

test('what a member reads of its report has no place at the desk', async () => {
  await show(<Queue reports={[row({})]} />);
  expect(box.textContent).not.toMatch(/late|waits|put with it/);
});

test('a report that follows shows which one decides, and a log of the desk its notes', async () => {
  const client = new QueryClient();
  const entries = [{ at: ago(1), by: 'Anna', kind: 'handed', subject: 'Bram', text: 'Call them' }];
  client.setQueryData(['report', 'b', 'desk'], { leader: row({ excerpt: 'It leads' }), followers: [], alike: [], apart: false, entries });
  client.setQueryDefaults(['report'], { staleTime: Infinity });
  await show(<TogetherPanel report={{ id: 'b', channel: 'sms', similar: 1 } as Schema<'ReportView'>} />, client);
  expect(box.textContent).toContain('It leads');
  expect(box.textContent).toContain('Let it stand by itself');
  expect(box.textContent).toContain('gave it to Bram');
  expect(box.textContent).toContain('Call them');
});
