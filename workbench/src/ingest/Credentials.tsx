import { Button, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Empty, Failure, Loaded } from '../shared/States';
import { sharedWords } from '../shared/words';
import { feedWords } from './feedWords';
import { credentialsQuery, deleteCredential, saveCredential, type Credential } from './queries';

const KINDS = ['bearer', 'basic', 'header', 'parameter', 'certificate'] as const;
/** Kinds that are a secret and nothing else. */
const ALONE = ['bearer', 'certificate'];

/** The vault: names, kinds and hosts; secrets go in and are never seen again. */
export function Credentials() {
  const f = useWords(feedWords);
  const credentials = useQuery(credentialsQuery);
  const [adding, setAdding] = useState(false);
  return (
    <Panel title={f.vault} aside={<Button size="xs" variant="default" onClick={() => setAdding(true)}>{f.newCredential}</Button>}>
      <p className="quiet small">{f.vaultHint}</p>
      <Loaded query={credentials} lines={3}>
        {({ credentials: kept }) =>
          kept.length === 0 ? (
            <Empty title={f.noCredentials}>{f.noCredentialsHint}</Empty>
          ) : (
            <ul className="plain-list">
              {kept.map((one) => <Line key={one.name} credential={one} />)}
            </ul>
          )
        }
      </Loaded>
      {adding && <Add close={() => setAdding(false)} />}
    </Panel>
  );
}

function Line({ credential: { name, kind, host, usable, changedAt, changedBy } }: { credential: Credential }) {
  const f = useWords(feedWords);
  const [asked, setAsked] = useState(false);
  return (
    <li>
      <div className="spread">
        <strong>{name}</strong>
        <span className="row">
          {!usable && <span className="tag bad">{f.unusable}</span>}
          <button type="button" className="copy" onClick={() => setAsked(true)}>
            {f.remove}<span className="visually-hidden"> {name}</span>
          </button>
        </span>
      </div>
      <p className="quiet small">
        {f.kinds[kind] ?? kind} · <Foreign text={host} /> · <Foreign text={changedBy} /> <Moment at={changedAt} />
      </p>
      {asked && <Remove name={name} close={() => setAsked(false)} />}
    </li>
  );
}

function Remove({ name, close }: { name: string; close: () => void }) {
  const f = useWords(feedWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const act = useMutation({ mutationFn: () => deleteCredential(name), onSuccess: () => client.invalidateQueries({ queryKey: credentialsQuery.queryKey }) });
  return (
    <Dialog title={f.removeAsk(name)} onClose={close}>
      <div className="stack">
        {act.error && <Failure error={act.error} />}
        <div className="actions">
          <Button color="red" loading={act.isPending} onClick={() => act.mutate()} data-autofocus>{f.remove}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </div>
    </Dialog>
  );
}

function Add({ close }: { close: () => void }) {
  const f = useWords(feedWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [form, setForm] = useState({ kind: 'bearer', host: '', user: '', secret: '' });
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const save = useMutation({
    mutationFn: () => saveCredential(name.trim(), { ...form, host: form.host.trim() }),
    onSuccess: (list) => {
      client.setQueryData(credentialsQuery.queryKey, list);
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const ready = name.trim() !== '' && form.host.trim() !== '' && form.secret !== '' && (ALONE.includes(form.kind) || form.user.trim() !== '');
  const userLabel = form.kind === 'header' ? f.headerName : form.kind === 'parameter' ? f.parameterName : f.user;
  return (
    <Dialog title={f.newCredential} onClose={close}>
      <form className="stack" onSubmit={submit} autoComplete="off">
        <TextInput label={f.name} description={f.replaced} value={name} onChange={(e) => setName(e.currentTarget.value)} data-autofocus />
        <NativeSelect label={f.kind} value={form.kind} onChange={(e) => set({ kind: e.currentTarget.value })} data={KINDS.map((kind) => ({ value: kind, label: f.kinds[kind] ?? kind }))} />
        <TextInput label={f.host} description={f.hostHint} value={form.host} onChange={(e) => set({ host: e.currentTarget.value })} classNames={{ input: 'mono' }} />
        {!ALONE.includes(form.kind) && <TextInput label={userLabel} value={form.user} onChange={(e) => set({ user: e.currentTarget.value })} />}
        {form.kind === 'certificate' ? (
          <Textarea label={f.pem} description={f.pemHint} value={form.secret} onChange={(e) => set({ secret: e.currentTarget.value })} autosize minRows={6} maxRows={14} classNames={{ input: 'mono' }} spellCheck={false} />
        ) : (
          <PasswordInput label={f.secret} description={f.secretHint} value={form.secret} onChange={(e) => set({ secret: e.currentTarget.value })} autoComplete="new-password" />
        )}
        {save.error && <Failure error={save.error} />}
        <div className="actions">
          <Button type="submit" loading={save.isPending} disabled={!ready}>{f.save}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
