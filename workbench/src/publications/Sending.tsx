import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useAtCert, useMay } from '../accounts/session';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Failure } from '../shared/States';
import { SureDialog } from '../shared/SureDialog';
import { useTaken } from './FlowActions';
import { goOnSending, sendingQuery, stopSending, type Publication } from './queries';
import { sendingWords } from './sendingWords';

type Progress = Schema<'SendingView'>;

/** How far a published warning is on its way, for its own CERT; what shows its deliveries is renewed at the end. */
export function useSending(publication: Publication): Progress | undefined {
  const atCert = useAtCert();
  const client = useQueryClient();
  const sending = useQuery({ ...sendingQuery(publication.id), enabled: atCert && publication.state === 'published' });
  const phase = sending.data?.phase;
  useEffect(() => {
    if (phase === 'sent') {
      void client.invalidateQueries({ queryKey: ['publication', publication.id], exact: true });
      void client.invalidateQueries({ queryKey: ['follow-up', publication.id] });
    }
  }, [client, phase, publication.id]);
  return publication.state === 'published' ? sending.data : undefined;
}

/** A warning on its way: how many of how many, and the button that stops the rest; or who had it when it was stopped. */
export function Sending({ publication, sending }: { publication: Publication; sending: Progress }) {
  const s = useWords(sendingWords);
  const { phase, open, digests, held } = sending;
  if (phase === '' || (phase === 'sent' && digests === 0)) {
    return null;
  }
  const done = sending.sent + sending.failed;
  const of = done + open + digests + held;
  const title = phase === 'stopped' ? s.stopped : phase === 'sending' ? s.sending : s.mornings;
  return (
    <Panel title={title}>
      <div className="sending stack">
        <progress max={of} value={done} aria-label={title} />
        <p role="status">
          {s.progress(done, of)}
          {sending.failed > 0 && ` · ${s.failed(sending.failed)}`}
          {digests > 0 && ` · ${s.digests(digests)}`}
          {held > 0 && ` · ${s.held(held)}`}
        </p>
        {phase === 'stopped' ? <Stopped publication={publication} sending={sending} /> : <Stop publication={publication} />}
      </div>
    </Panel>
  );
}

function Stop({ publication }: { publication: Publication }) {
  const s = useWords(sendingWords);
  const may = useMay();
  const taken = useTaken();
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const stop = useMutation({
    mutationFn: () => stopSending(publication.id),
    onSuccess: async (next) => {
      taken(next);
      setSure(false);
      await client.invalidateQueries({ queryKey: ['publication', publication.id, 'sending'] });
    },
  });
  if (!may('publish')) {
    return null;
  }
  return (
    <>
      <div><Button color="red" onClick={() => setSure(true)}>{s.stop}</Button></div>
      {sure && <SureDialog title={s.stop} hint={s.stopHint} action={s.stop} pending={stop.isPending} error={stop.error} onSure={() => stop.mutate()} onClose={() => setSure(false)} />}
    </>
  );
}

function Stopped({ publication, sending }: { publication: Publication; sending: Progress }) {
  const s = useWords(sendingWords);
  const may = useMay();
  const taken = useTaken();
  const client = useQueryClient();
  const on = useMutation({
    mutationFn: () => goOnSending(publication.id),
    onSuccess: async (next) => {
      taken(next);
      await client.invalidateQueries({ queryKey: ['publication', publication.id, 'sending'] });
    },
  });
  return (
    <>
      <p className="quiet small"><Moment at={sending.stoppedAt} /> · <Foreign text={s.by(sending.stoppedBy ?? '')} /></p>
      <Names title={s.got(sending.got.length)} names={sending.got} />
      <Names title={s.notYet(sending.notYet.length)} names={sending.notYet} />
      {may('publish') && (
        <>
          <p>{s.next}</p>
          <div><Button loading={on.isPending} onClick={() => on.mutate()}>{s.goOn}</Button></div>
        </>
      )}
      {on.error != null && <Failure error={on.error} />}
    </>
  );
}

function Names({ title, names }: { title: string; names: string[] }) {
  if (names.length === 0) {
    return <p>{title}</p>;
  }
  return (
    <details open={names.length <= 10}>
      <summary>{title}</summary>
      <ul className="plain-list">{names.map((name) => <li key={name}><Foreign text={name} /></li>)}</ul>
    </details>
  );
}
