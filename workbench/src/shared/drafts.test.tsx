import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useDraft, type Draft } from './drafts';
import { forgetDrafts } from './kept';

let seen: Draft<string>;
let root: Root;

function Form() {
  // eslint-disable-next-line react-hooks/globals
  seen = useDraft('form', 'beginning');
  return null;
}

/** Shows the form as this person. */
async function open(account: string) {
  const client = new QueryClient();
  client.setQueryData(['session'], { csrf: 'x', me: { account: { id: account }, organization: {} } });
  root = createRoot(document.createElement('div'));
  await act(async () =>
    root.render(
      <MantineProvider>
        <QueryClientProvider client={client}>
          <Form />
        </QueryClientProvider>
      </MantineProvider>,
    ),
  );
}

const close = () => act(async () => root.unmount());

beforeEach(() => {
  localStorage.clear();
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});
afterEach(close);

test('what was typed is there again after the page was closed, for the same person only', async () => {
  await open('ann');
  expect(seen.value).toBe('beginning');
  await act(async () => seen.change('half a sentence'));
  await close();
  await open('ann');
  expect(seen.value).toBe('half a sentence');
  expect(seen.restoredAt).toBeDefined();
  await close();
  await open('bob');
  expect(seen.value).toBe('beginning');
});

test('what was sent, or forgotten at the log-out, does not come back', async () => {
  await open('ann');
  await act(async () => seen.change('sent'));
  await act(async () => seen.sent());
  await close();
  await open('ann');
  expect(seen.value).toBe('beginning');
  await act(async () => seen.change('left behind'));
  await close();
  forgetDrafts('ann');
  await open('ann');
  expect(seen.value).toBe('beginning');
});
