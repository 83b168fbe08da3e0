import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLanguage, type Language } from '../shared/i18n';
import { saveProfile } from './people';
import { sessionQuery, useSession } from './session';

/** A person's own language and appearance apply wherever she logs in; what she chooses is kept with her account. */
export function useKeepLooks() {
  const client = useQueryClient();
  const { account } = useSession().me;
  const { choose } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (account.language === 'nl' || account.language === 'en') {
      choose(account.language);
    }
    if (account.theme === 'light' || account.theme === 'dark' || account.theme === 'auto') {
      setColorScheme(account.theme);
    }
    // Only when somebody logs in: afterwards the choice on the page is the newer one.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [account.id]);
  // Two choices one after the other: the second one knows of the first, and is written after it.
  const kept = useRef({ of: account.id, language: account.language, theme: account.theme });
  const written = useRef<Promise<unknown>>(Promise.resolve());
  return (looks: { language?: Language; theme?: MantineColorScheme }) => {
    const before = kept.current.of === account.id ? kept.current : { of: account.id, language: account.language, theme: account.theme };
    kept.current = { ...before, ...looks };
    const { language, theme } = kept.current;
    // A choice that could not be kept still counts in this browser.
    written.current = written.current
      .then(() => saveProfile({ name: account.name, mail: '', language, theme }))
      .then(() => client.invalidateQueries({ queryKey: sessionQuery.queryKey }))
      .catch(() => undefined);
  };
}
