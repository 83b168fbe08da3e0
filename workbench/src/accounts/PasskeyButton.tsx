import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Problem } from '../api/problem';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { canUsePasskeys, logInWithPasskey } from './passkeys';
import { passkeyWords } from './passkeyWords';
import { signedIn } from './session';

/** Asks for a passkey; nothing where the browser has none to offer. */
export function PasskeyButton<T>({ label, ask, done }: { label: string; ask: () => Promise<T>; done: (answer: T) => void }) {
  const act = useMutation({ mutationFn: ask, onSuccess: done });
  if (!canUsePasskeys()) {
    return null;
  }
  return (
    <div className="stack">
      <Button variant="default" fullWidth loading={act.isPending} onClick={() => act.mutate()}>{label}</Button>
      {act.error && <PasskeyFailure error={act.error} />}
    </div>
  );
}

/** A log-in without a password. */
export function PasskeyLogIn() {
  const w = useWords(passkeyWords);
  const client = useQueryClient();
  return <PasskeyButton label={w.logIn} ask={logInWithPasskey} done={(session) => signedIn(client, session)} />;
}

/** What went wrong: at the hub, or in the browser's own window. */
export function PasskeyFailure({ error }: { error: unknown }) {
  const w = useWords(passkeyWords);
  if (error instanceof Problem && error.code === 'passkey-not-used') {
    return <p role="status">{w.notUsed}</p>;
  }
  return error instanceof Problem && error.code === 'passkey-known' ? <p role="status">{w.known}</p> : <Failure error={error} />;
}
