import { Button, Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { Copy } from '../shared/Value';
import { linesOf } from '../shared/lines';
import { doorsQuery, issueToken } from './queries';
import { accountWords } from './words';

const SCOPES = ['lists', 'taxii', 'sightings', 'submit', 'scout', 'misp', 'misp_write', 'misp_sync'];

/** Issues a key and shows its secret once: the dialog closes only by saying that it was copied. */
export function IssueKey({ organization, close }: { organization: string | undefined; close: () => void }) {
  const w = useWords(accountWords);
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [person, setPerson] = useState('');
  const [days, setDays] = useState<number | ''>('');
  const [networks, setNetworks] = useState('');
  const [scopes, setScopes] = useState<string[]>(['lists']);
  const [only, setOnly] = useState('');
  const doors = useQuery(doorsQuery(organization)).data?.doors ?? [];
  const door = doors.find(({ path }) => path === only);
  const wanted = door === undefined ? scopes : [door.kind === 'collection' ? 'taxii' : 'lists'];
  const issue = useMutation({
    mutationFn: () => issueToken({ name: name.trim(), scopes: wanted, only: only || null, organization: organization ?? null, person: person.trim() || null, days: days === '' ? null : days, networks: linesOf(networks) }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    issue.mutate();
  };
  const secret = issue.data?.secret;
  return (
    <Dialog onClose={secret ? undefined : close} title={w.issue}>
      {secret ? (
        <div className="stack">
          <p className="notice">{w.secretOnce}</p>
          <code className="raw break" data-secret>{secret}</code>
          <div className="actions">
            <Copy text={secret} label={w.copyKey} />
            <Button onClick={close}>{w.done}</Button>
          </div>
        </div>
      ) : (
        <form onSubmit={submit} className="stack">
          <TextInput label={w.keyName} description={w.keyNameHint} value={name} onChange={(e) => setName(e.currentTarget.value)} required withAsterisk={false} data-autofocus />
          <TextInput label={w.keyPerson} description={w.keyPersonHint} value={person} onChange={(e) => setPerson(e.currentTarget.value)} autoComplete="off" />
          <NativeSelect label={w.keyOnly} description={w.keyOnlyHint} value={only} onChange={(e) => setOnly(e.currentTarget.value)} data={[{ value: '', label: w.keyOpensAll }, ...doors.map(({ path, kind, title }) => ({ value: path, label: `${w.doors[kind] ?? kind}: ${title}` }))]} />
          {door === undefined && <Checkbox.Group label={w.scopes} value={scopes} onChange={setScopes}>
            <div className="stack scopes">
              {SCOPES.map((scope) => (
                <Checkbox key={scope} value={scope} label={w.scope[scope]} />
              ))}
            </div>
          </Checkbox.Group>}
          <NumberInput label={w.keyDays} description={w.keyDaysHint} value={days} onChange={(value) => setDays(value === '' ? '' : Number(value))} min={1} max={3650} allowDecimal={false} />
          <Textarea label={w.keyNetworks} description={w.keyNetworksHint} value={networks} onChange={(e) => setNetworks(e.currentTarget.value)} autosize minRows={1} classNames={{ input: 'mono' }} />
          {issue.error && <Failure error={issue.error} />}
          <Button type="submit" loading={issue.isPending} disabled={name.trim() === '' || wanted.length === 0}>
            {w.issue}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
