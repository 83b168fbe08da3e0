import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from '../accounts/session';
import { draftPrefix, keep, readKept } from './kept';

const SAVE_MS = 300;

export interface Draft<T> {
  value: T;
  change: (next: T) => void;
  /** When the text was kept that was put back; undefined when nothing was. */
  restoredAt: string | undefined;
  /** Back to the beginning, and nothing kept. */
  discard: () => void;
  /** It was sent: nothing is kept any more. */
  sent: () => void;
  /** Whether something was typed that differs from the beginning. */
  dirty: boolean;
}

/**
 * A form's content that survives a lost connection, an expired session and a closed tab: kept in this browser, per
 * person, until it is sent or discarded.
 */
export function useDraft<T>(name: string, initial: T): Draft<T> {
  const key = draftPrefix(useSession().me.account.id) + name;
  const [kept] = useState(() => readKept<T>(key));
  const [value, setValue] = useState<T>(kept?.value ?? initial);
  const [restoredAt, setRestoredAt] = useState(kept?.at);
  const [dirty, setDirty] = useState(kept !== undefined);
  const save = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef<T | undefined>(undefined);

  const flush = useCallback(() => {
    clearTimeout(save.current);
    if (latest.current !== undefined) {
      keep(key, latest.current);
      latest.current = undefined;
    }
  }, [key]);
  useEffect(() => {
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);

  const forget = () => {
    clearTimeout(save.current);
    latest.current = undefined;
    localStorage.removeItem(key);
    setDirty(false);
    setRestoredAt(undefined);
  };
  return {
    value,
    restoredAt,
    dirty,
    change: (next) => {
      setValue(next);
      setDirty(true);
      latest.current = next;
      clearTimeout(save.current);
      save.current = setTimeout(flush, SAVE_MS);
    },
    discard: () => {
      forget();
      setValue(initial);
    },
    sent: forget,
  };
}
