import { Button, Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { Failure, Loaded } from '../shared/States';
import { sharedWords } from '../shared/words';
import { Explained } from '../shared/Why';
import { feedWords } from './feedWords';
import { formatOf, FORMATS, isAfresh, isReady, LABELS, networks, NEW_SOURCE, SIGNED, WAYS, withWay } from './form';
import { mappingWords } from './mappingWords';
import { changeSource, createSource, credentialsQuery, settingsQuery, type Form } from './queries';
import { TryOut } from './TryOut';
import { ingestWords } from './words';
import './ingest.css';

/** A dialog that makes a source and opens its page. */
export function NewSource({ close }: { close: () => void }) {
  const f = useWords(feedWords);
  const client = useQueryClient();
  const go = useNavigate();
  const make = useMutation({
    mutationFn: createSource,
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['sources'] });
      await go({ to: '/sources/$id', params: { id } });
    },
  });
  return (
    <Dialog title={f.newSource} onClose={close} size="xl">
      <Fields start={NEW_SOURCE} pending={make.isPending} error={make.error} send={make.mutate} close={close} />
    </Dialog>
  );
}

/** A dialog that changes a source. */
export function EditSource({ id, sample, close }: { id: string; sample?: File | undefined; close: () => void }) {
  const f = useWords(feedWords);
  const client = useQueryClient();
  const settings = useQuery({ ...settingsQuery(id), gcTime: 0 });
  const change = useMutation({
    mutationFn: (form: Form) => changeSource(id, form),
    onSuccess: async () => {
      await Promise.all(['source', 'sources', 'source-settings'].map((key) => client.invalidateQueries({ queryKey: [key] })));
      close();
    },
  });
  return (
    <Dialog title={f.change} onClose={close} size="xl">
      <Loaded query={settings} lines={8}>
        {(start) => <Fields start={start} known sample={sample} pending={change.isPending} error={change.error} send={change.mutate} close={close} />}
      </Loaded>
    </Dialog>
  );
}

interface Props {
  start: Form;
  /** Whether the source exists already. */
  known?: boolean;
  /** A file that shows how it would be read. */
  sample?: File | undefined;
  pending: boolean;
  error: Error | null;
  send: (form: Form) => void;
  close: () => void;
}

function Fields({ start, known = false, sample, pending, error, send, close }: Props) {
  const f = useWords(feedWords);
  const w = useWords(ingestWords);
  const m = useWords(mappingWords);
  const common = useWords(sharedWords);
  const [form, setForm] = useState(start);
  const set = (part: Partial<Form>) => setForm({ ...form, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(form);
  };
  return (
    <form className="stack" onSubmit={submit} onKeyDown={sendByKey}>
      <TextInput label={f.name} value={form.name} onChange={(e) => set({ name: e.currentTarget.value })} required withAsterisk={false} maxLength={200} data-autofocus />
      <div className="pair">
        <NativeSelect label={f.way} value={form.way} onChange={(e) => setForm(withWay(form, e.currentTarget.value))} data={WAYS.map((way) => ({ value: way, label: f.ways[way] ?? way }))} />
        <Format form={form} choose={(kind) => set({ kind })} />
      </div>
      {form.way === 'folder' && <TextInput label={f.folder} description={f.folderHint} value={form.folder} onChange={(e) => set({ folder: e.currentTarget.value })} classNames={{ input: 'mono' }} />}
      {form.way !== '' && form.way !== 'folder' && <Reaching form={form} set={set} />}
      {SIGNED.has(form.way) && <Textarea label={f.pgpKey} description={f.pgpKeyHint} value={form.pgpKey} onChange={(e) => set({ pgpKey: e.currentTarget.value })} autosize minRows={1} maxRows={6} classNames={{ input: 'mono' }} />}
      {form.way !== '' && (
        <NumberInput label={f.minutes} description={f.minutesHint} value={form.everyMinutes ?? ''} min={1} max={525_600} allowDecimal={false} onChange={(n) => set({ everyMinutes: n === '' ? null : Number(n) })} />
      )}
      <div className="pair">
        <Explained topic="reliability">
          <NativeSelect label={f.reliability} value={form.reliability} onChange={(e) => set({ reliability: e.currentTarget.value })} data={Object.entries(w.reliabilities).map(([letter, word]) => ({ value: letter, label: `${letter} · ${word}` }))} />
        </Explained>
        <Explained topic="tlp">
          <NativeSelect label={f.label} value={form.tlp} onChange={(e) => set({ tlp: e.currentTarget.value })} data={[...LABELS]} />
        </Explained>
      </div>
      <Explained topic="terms">
        <Textarea label={f.terms} value={form.terms} onChange={(e) => set({ terms: e.currentTarget.value })} maxLength={4_000} autosize minRows={2} />
      </Explained>
      <TextInput label={f.licence} value={form.licence} onChange={(e) => set({ licence: e.currentTarget.value })} maxLength={200} />
      <NumberInput label={m.keepDays} description={m.keepDaysHint} value={form.keepDays ?? ''} min={1} max={36_500} allowDecimal={false} onChange={(n) => set({ keepDays: n === '' ? null : Number(n) })} />
      {form.kind !== 'taxii' && <TryOut form={form} given={sample} set={set} />}
      <Textarea label={f.options} description={f.optionsHint} value={form.options} onChange={(e) => set({ options: e.currentTarget.value })} autosize minRows={1} classNames={{ input: 'mono' }} />
      <Checkbox label={f.enabled} checked={form.enabled} onChange={(e) => set({ enabled: e.currentTarget.checked })} />
      {known && isAfresh(start, form) && <p className="notice warn">{f.afresh}</p>}
      {error && <Failure error={error} />}
      <div className="actions">
        <Button type="submit" loading={pending} disabled={!isReady(form)}>{f.save}</Button>
        <Button variant="default" onClick={close}>{common.cancel}</Button>
      </div>
    </form>
  );
}

function Format({ form, choose }: { form: Form; choose: (kind: string) => void }) {
  const f = useWords(feedWords);
  const w = useWords(ingestWords);
  const only = formatOf(form.way);
  const kinds = only ? [only] : [...new Set<string>([...FORMATS, form.kind])];
  return <NativeSelect label={f.format} value={form.kind} disabled={only !== undefined} onChange={(e) => choose(e.currentTarget.value)} data={kinds.map((kind) => ({ value: kind, label: w.kinds[kind] ?? kind }))} />;
}

/** Address, secret, networks. */
function Reaching({ form, set }: { form: Form; set: (part: Partial<Form>) => void }) {
  const f = useWords(feedWords);
  const credentials = useQuery(credentialsQuery);
  const [allow, setAllow] = useState(form.allow.join(' '));
  const names = [...new Set([...(credentials.data?.credentials ?? []).map(({ name }) => name), ...(form.credential ? [form.credential] : [])])];
  return (
    <>
      <TextInput label={f.address} description={f.addressHints[form.way] ?? f.addressHint} type="url" value={form.url} onChange={(e) => set({ url: e.currentTarget.value })} classNames={{ input: 'mono' }} />
      <div className="pair">
        <NativeSelect label={f.credential} value={form.credential} onChange={(e) => set({ credential: e.currentTarget.value })} data={[{ value: '', label: f.none }, ...names.map((name) => ({ value: name, label: name }))]} />
        <TextInput
          label={f.allow}
          description={f.allowHint}
          value={allow}
          onChange={(e) => {
            setAllow(e.currentTarget.value);
            set({ allow: networks(e.currentTarget.value) });
          }}
          classNames={{ input: 'mono' }}
        />
      </div>
    </>
  );
}
