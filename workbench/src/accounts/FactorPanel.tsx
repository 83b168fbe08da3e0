import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Schema } from '../api/client';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { Failure, Loaded } from '../shared/States';
import { SureDialog } from '../shared/SureDialog';
import { Copy } from '../shared/Value';
import { beginFactor, confirmFactor, factorQuery, freshCodes, inFours, removeFactor } from './factors';
import { factorWords } from './factorWords';
import { sessionQuery } from './session';

/** A person's second factor: set up, recovery codes, removal. */
export function FactorPanel() {
  const w = useWords(factorWords);
  const client = useQueryClient();
  const factor = useQuery(factorQuery);
  const [codes, setCodes] = useState<string[]>();
  const changed = () =>
    client.invalidateQueries({ predicate: ({ queryKey }) => [factorQuery.queryKey[0], sessionQuery.queryKey[0]].includes(String(queryKey[0])) });
  const kept = () => {
    setCodes(undefined);
    void changed();
  };
  return (
    <Panel title={w.title}>
      <div className="stack">
        <p className="quiet">{w.lead}</p>
        <Loaded query={factor} lines={2}>
          {(state) => (state.enrolled ? <InUse state={state} shown={setCodes} removed={() => void changed()} /> : <SetUp shown={setCodes} />)}
        </Loaded>
      </div>
      {codes && <Codes codes={codes} close={kept} />}
    </Panel>
  );
}

function SetUp({ shown }: { shown: (codes: string[]) => void }) {
  const w = useWords(factorWords);
  const [code, setCode] = useState('');
  const begin = useMutation({ mutationFn: beginFactor });
  const confirm = useMutation({ mutationFn: () => confirmFactor(code), onSuccess: ({ codes }) => shown(codes) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  if (!begin.data) {
    return (
      <div className="stack">
        <p>{w.none}</p>
        {begin.error && <Failure error={begin.error} />}
        <div className="actions"><Button loading={begin.isPending} onClick={() => begin.mutate()}>{w.begin}</Button></div>
      </div>
    );
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p>{w.step1}</p>
      <code className="raw break" data-secret>{inFours(begin.data.secret)}</code>
      <div className="actions">
        <Copy text={begin.data.secret} label={w.copyKey} />
        <a href={begin.data.address}>{w.openApp}</a>
      </div>
      <TextInput label={w.step2} value={code} onChange={(e) => setCode(e.currentTarget.value)} inputMode="numeric" autoComplete="one-time-code" required withAsterisk={false} maxLength={10} />
      {confirm.error && <Failure error={confirm.error} />}
      <div className="actions"><Button type="submit" loading={confirm.isPending}>{w.confirm}</Button></div>
    </form>
  );
}

function InUse({ state, shown, removed }: { state: Schema<'State'>; shown: (codes: string[]) => void; removed: () => void }) {
  const w = useWords(factorWords);
  const [asked, setAsked] = useState(false);
  const fresh = useMutation({ mutationFn: freshCodes, onSuccess: ({ codes }) => shown(codes) });
  const remove = useMutation({
    mutationFn: removeFactor,
    onSuccess: () => {
      setAsked(false);
      removed();
    },
  });
  return (
    <div className="stack">
      <p><span className="tag good">{w.active}</span> {w.left(state.recoveryLeft)}</p>
      {fresh.error && <Failure error={fresh.error} />}
      <div className="actions">
        <Button variant="default" loading={fresh.isPending} onClick={() => fresh.mutate()}>{w.fresh}</Button>
        <Button variant="default" onClick={() => setAsked(true)}>{w.remove}</Button>
      </div>
      {asked && <SureDialog title={w.removeAsk} hint={w.removeHint} action={w.remove} pending={remove.isPending} error={remove.error} onSure={() => remove.mutate()} onClose={() => setAsked(false)} />}
    </div>
  );
}

/** Recovery codes, once. */
export function Codes({ codes, close }: { codes: string[]; close: () => void }) {
  const w = useWords(factorWords);
  return (
    <Dialog title={w.codes}>
      <div className="stack">
        <p className="notice">{w.codesOnce}</p>
        <pre className="raw" data-secret>{codes.join('\n')}</pre>
        <div className="actions">
          <Copy text={codes.join('\n')} label={w.copyCodes} />
          <Button onClick={close}>{w.done}</Button>
        </div>
      </div>
    </Dialog>
  );
}
