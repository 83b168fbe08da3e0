import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Failure, Loaded } from '../shared/States';
import { SureDialog } from '../shared/SureDialog';
import { Codes } from './FactorPanel';
import { factorQuery } from './factors';
import { PasskeyFailure } from './PasskeyButton';
import { canUsePasskeys, makePasskey, passkeysQuery, removePasskey, renamePasskey, type Passkey } from './passkeys';
import { passkeyWords } from './passkeyWords';
import { sessionQuery, useSession } from './session';

const SHOWS = [passkeysQuery, factorQuery, sessionQuery].map(({ queryKey }) => queryKey[0]);

/** A person's passkeys: added, named, removed. */
export function PasskeysPanel() {
  const w = useWords(passkeyWords);
  const client = useQueryClient();
  const passkeys = useQuery(passkeysQuery);
  const [codes, setCodes] = useState<string[]>([]);
  const changed = () => client.invalidateQueries({ predicate: ({ queryKey }) => SHOWS.includes(String(queryKey[0]) as (typeof SHOWS)[number]) });
  const kept = () => {
    setCodes([]);
    void changed();
  };
  const added = (fresh: string[]) => {
    if (fresh.length > 0) {
      // Shown first: what else this page shows may change with the answer.
      setCodes(fresh);
    } else {
      void changed();
    }
  };
  return (
    <Panel title={w.title}>
      <div className="stack">
        <p className="quiet">{w.lead}</p>
        <Loaded query={passkeys} lines={2}>
          {(data) =>
            data.passkeys.length === 0 ? <p>{w.none}</p> : <ul className="plain-list">{data.passkeys.map((one) => <Line key={one.id} passkey={one} changed={() => void changed()} />)}</ul>
          }
        </Loaded>
        {canUsePasskeys() ? <Add added={added} /> : <p className="quiet">{w.unable}</p>}
      </div>
      {codes.length > 0 && <Codes codes={codes} close={kept} />}
    </Panel>
  );
}

function Add({ added }: { added: (codes: string[]) => void }) {
  const w = useWords(passkeyWords);
  const { account } = useSession().me;
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: () => makePasskey(name, account),
    onSuccess: (codes) => {
      setName('');
      added(codes);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TextInput label={w.name} description={w.nameHint} value={name} onChange={(e) => setName(e.currentTarget.value)} required withAsterisk={false} maxLength={60} autoComplete="off" />
      {add.error && <PasskeyFailure error={add.error} />}
      <div className="actions"><Button type="submit" loading={add.isPending} disabled={name.trim() === ''}>{w.add}</Button></div>
    </form>
  );
}

function Line({ passkey: { id, name, backedUp, createdAt, lastUsedAt }, changed }: { passkey: Passkey; changed: () => void }) {
  const w = useWords(passkeyWords);
  const [other, setOther] = useState<string>();
  const [asked, setAsked] = useState(false);
  const rename = useMutation({
    mutationFn: () => renamePasskey(id, other ?? name),
    onSuccess: () => {
      setOther(undefined);
      changed();
    },
  });
  const remove = useMutation({ mutationFn: () => removePasskey(id), onSuccess: changed });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate();
  };
  return (
    <li>
      {other === undefined ? (
        <div className="spread">
          <strong><Foreign text={name} /></strong>
          <span className="row">
            <Button size="xs" variant="default" onClick={() => setOther(name)}>{w.rename}<span className="visually-hidden"> {name}</span></Button>
            <Button size="xs" variant="default" onClick={() => setAsked(true)}>{w.remove}<span className="visually-hidden"> {name}</span></Button>
          </span>
        </div>
      ) : (
        <form className="row" onSubmit={submit}>
          <TextInput aria-label={w.name} value={other} onChange={(e) => setOther(e.currentTarget.value)} maxLength={60} autoFocus />
          <Button type="submit" size="xs" loading={rename.isPending} disabled={other.trim() === ''}>{w.save}</Button>
        </form>
      )}
      <p className="quiet small">
        {w.added} <Moment at={createdAt} /> · {lastUsedAt == null ? w.neverUsed : <>{w.lastUsed} <Moment at={lastUsedAt} /></>}
        {backedUp && <> · {w.synced}</>}
      </p>
      {rename.error && <Failure error={rename.error} />}
      {asked && <SureDialog title={w.removeAsk(name)} hint={w.removeHint} action={w.remove} pending={remove.isPending} error={remove.error} onSure={() => remove.mutate()} onClose={() => setAsked(false)} />}
    </li>
  );
}
