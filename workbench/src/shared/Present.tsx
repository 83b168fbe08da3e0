import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useAtCert, useSession } from '../accounts/session';
import { answered, hub } from '../api/client';
import { Foreign } from './Foreign';
import { useLanguage, useWords, words } from './i18n';

const BEAT_MS = 8_000;
const TYPING_MS = 60_000;

export const presentWords = words({
  en: {
    edits: (names: string, n: number) => (n === 1 ? `${names} is editing this too.` : `${names} are editing this too.`),
    opens: (names: string, n: number) => (n === 1 ? `${names} has this open.` : `${names} have this open.`),
  },
  nl: {
    edits: (names: string, n: number) => (n === 1 ? `${names} bewerkt dit ook.` : `${names} bewerken dit ook.`),
    opens: (names: string, n: number) => (n === 1 ? `${names} heeft dit open.` : `${names} hebben dit open.`),
  },
});

/** Names of a thing as the hub knows them; of an object with its STIX type. */
export type Kind = 'publication' | 'report' | 'investigation' | 'document' | `object-${string}`;

/** The same of an object; on its page only what is typed into dialogs changes anything. */
export function PresentAt({ object }: { object: string }) {
  const [type = '', id = ''] = object.split('--');
  return <Present kind={`object-${type}`} id={id} typed="[role=dialog]" />;
}

/** @property typed where typing counts as editing, as a CSS selector */
interface Shown {
  kind: Kind;
  id: string;
  typed?: string;
}

/** Which colleagues have the same thing open, and who of them types; for people of the CERT with their own eyes. */
export function Present({ kind, id, typed = 'main, [role=dialog]' }: Shown) {
  const atCert = useAtCert();
  const { view } = useSession();
  return atCert && view === undefined ? <Others kind={kind} id={id} typed={typed} /> : null;
}

function Others({ kind, id, typed }: Required<Shown>) {
  const w = useWords(presentWords);
  const { language } = useLanguage();
  const [page] = useState(pageName);
  const edits = useTyping(typed);
  const asked = useQuery({
    queryKey: ['presence', kind, id, page, edits],
    queryFn: () => answered(hub.GET('/api/presence/{kind}/{id}', { params: { path: { kind, id }, query: { page, edits } } })),
    refetchInterval: BEAT_MS,
    refetchIntervalInBackground: true,
    refetchOnWindowFocus: 'always',
    gcTime: 0,
    staleTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
  });
  useEffect(() => {
    const leave = () => void fetch(`/api/presence/${kind}/${id}?page=${page}&left=true`, { keepalive: true }).catch(() => undefined);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [kind, id, page]);
  // What cannot be asked is not known: nobody is shown who may be gone.
  const others = asked.isError ? [] : (asked.data?.others ?? []);
  const list = new Intl.ListFormat(language);
  const lines = [true, false]
    .map((editing) => ({ editing, names: others.filter((other) => other.edits === editing).map(({ name }) => name) }))
    .filter(({ names }) => names.length > 0);
  return (
    <div role="status" aria-live="polite" className="present">
      {lines.map(({ editing, names }) => (
        <p key={String(editing)} className={editing ? 'notice warn small' : 'notice small'}>
          <Foreign text={(editing ? w.edits : w.opens)(list.format(names), names.length)} />
        </p>
      ))}
    </div>
  );
}

/** Whether something was typed on this page lately. */
function useTyping(where: string): boolean {
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    let end: ReturnType<typeof setTimeout> | undefined;
    const typed = ({ target }: Event) => {
      if (target instanceof Element && target.closest(where)) {
        setTyping(true);
        clearTimeout(end);
        end = setTimeout(() => setTyping(false), TYPING_MS);
      }
    };
    document.addEventListener('input', typed);
    return () => {
      document.removeEventListener('input', typed);
      clearTimeout(end);
    };
  }, [where]);
  return typing;
}

/** A name for this open page that no other has; `randomUUID` exists on HTTPS only. */
function pageName(): string {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
