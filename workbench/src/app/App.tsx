import { MantineProvider } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { whenSignedOut } from '../api/client';
import { Problem } from '../api/problem';
import { markExpired, sessionQuery } from '../accounts/session';
import { LanguageProvider } from '../shared/i18n';
import { overviewQuery } from '../situation/queries';
import { router } from './router';
import { theme, variables } from './theme';

/** The answers of the hub that the pages share. */
function makeClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache(),
    mutationCache: new MutationCache(),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        networkMode: 'always',
        // What the hub refused stays refused; what did not answer may answer the next moment.
        retry: (failures, error) => failures < 2 && error instanceof Problem && (error.status === 0 || error.status >= 500),
        retryDelay: (attempt) => 400 * 2 ** attempt,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  whenSignedOut(() => markExpired(client));
  return client;
}

/** Asks while the first page is still being made what it will wait for. A failure is told by the page that asks again. */
function askAhead(client: QueryClient): QueryClient {
  void client.prefetchQuery(sessionQuery);
  if (window.location.pathname === '/') {
    void client.prefetchQuery(overviewQuery);
  }
  return client;
}

export function App() {
  const [client] = useState(() => askAhead(makeClient()));
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <LanguageProvider>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>
  );
}
