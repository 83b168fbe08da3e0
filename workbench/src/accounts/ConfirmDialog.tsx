import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import { whenConfirmationIsNeeded, type Schema } from '../api/client';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { confirmMe, factorQuery } from './factors';
import { factorWords } from './factorWords';
import { logInsQuery } from './issuers';
import { issuerWords } from './issuerWords';
import { PasskeyButton } from './PasskeyButton';
import { confirmWithPasskey, passkeysQuery } from './passkeys';
import { passkeyWords } from './passkeyWords';

/** Asks who one is before a step that does harm, and then lets the step go on by itself. */
export function ConfirmDialog() {
  const [answer, setAnswer] = useState<(confirmed: boolean) => void>();
  useEffect(() => {
    whenConfirmationIsNeeded(
      () =>
        new Promise((answered) => {
          setAnswer(() => answered);
        }),
    );
    return () => whenConfirmationIsNeeded(() => Promise.resolve(false));
  }, []);
  if (!answer) {
    return null;
  }
  const end = (confirmed: boolean) => {
    setAnswer(undefined);
    answer(confirmed);
  };
  return <Ask end={end} />;
}

function Ask({ end }: { end: (confirmed: boolean) => void }) {
  const w = useWords(factorWords);
  const factor = useQuery(factorQuery);
  const logIns = useQuery(logInsQuery);
  const p = useWords(passkeyWords);
  const passkeys = useQuery(passkeysQuery);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const confirm = useMutation({ mutationFn: () => confirmMe(password, code), onSuccess: () => end(true) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The form stands in the page of another form: its own sending is not the other's.
    event.stopPropagation();
    confirm.mutate();
  };
  if (logIns.data?.password === false) {
    return <Elsewhere issuers={logIns.data.identities} end={end} />;
  }
  return (
    <Dialog title={w.again} onClose={() => end(false)} zIndex={400}>
      <form className="stack" onSubmit={submit}>
        <p>{w.againLead}</p>
        <PasswordInput label={w.password} value={password} onChange={(e) => setPassword(e.currentTarget.value)} autoComplete="current-password" required withAsterisk={false} data-autofocus />
        {factor.data?.enrolled && <TextInput label={w.code} description={w.codeHint} value={code} onChange={(e) => setCode(e.currentTarget.value)} autoComplete="one-time-code" required withAsterisk={false} />}
        {confirm.error && <Failure error={confirm.error} />}
        <Button type="submit" loading={confirm.isPending}>{w.goOn}</Button>
        {(passkeys.data?.passkeys.length ?? 0) > 0 && <PasskeyButton label={p.use} ask={confirmWithPasskey} done={() => end(true)} />}
      </form>
    </Dialog>
  );
}

/** Somebody without a password shows it where she logs in; the page with what she was doing stays open. */
function Elsewhere({ issuers, end }: { issuers: Schema<'IdentityRow'>[]; end: (confirmed: boolean) => void }) {
  const w = useWords(factorWords);
  const i = useWords(issuerWords);
  return (
    <Dialog title={w.again} onClose={() => end(false)} zIndex={400}>
      <div className="stack">
        <p>{i.againHint}</p>
        {issuers.map(({ id, issuerId, issuer }) => <p key={id}><a href={`/again#${issuerId}`} target="_blank" rel="noopener">{i.again(issuer)}</a></p>)}
        <Button onClick={() => end(true)}>{w.goOn}</Button>
      </div>
    </Dialog>
  );
}
