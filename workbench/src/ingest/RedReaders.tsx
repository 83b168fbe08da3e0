import { Button, Textarea, TextInput } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answered, hub } from '../api/client';
import { Waits } from '../proposals/Waits';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { Panel } from '../shared/Panel';
import { RemoveButton } from '../shared/RemoveButton';
import { Failure, Loaded } from '../shared/States';
import { redWords } from './redWords';

const redQuery = (id: string) =>
  queryOptions({
    queryKey: ['source', id, 'red'],
    queryFn: () => answered(hub.GET('/api/sources/{id}/red', { params: { path: { id } } })),
  });

const name = (id: string, people: string[], reason: string) => answered(hub.PUT('/api/sources/{id}/red', { params: { path: { id } }, body: { people, reason } }));

/** The named people for whom is what a source marks TLP:RED. */
export function RedReaders({ source }: { source: string }) {
  const w = useWords(redWords);
  const query = redQuery(source);
  const red = useQuery(query);
  const [naming, setNaming] = useState(false);
  const [waits, setWaits] = useState(false);
  const named = (red.data?.people ?? []).map(({ login }) => login);
  return (
    <Panel title={w.title} aside={<Button size="xs" variant="default" onClick={() => setNaming(true)}>{w.name}</Button>}>
      <p className="quiet small">{w.hint}</p>
      {waits && <Waits />}
      <Loaded query={red} lines={2}>
        {({ people }) => (
          <ul className="plain-list">
            {people.length === 0 && <li className="small">{w.nobody}</li>}
            {people.map((each) => (
              <li key={each.login} className="spread">
                <span className="break"><Foreign text={each.name} /> <span className="quiet small">{each.login} · {each.organization}</span></span>
                <RemoveButton name={each.name} remove={() => name(source, named.filter((login) => login !== each.login), w.removed)} queryKey={query.queryKey} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {naming && <Naming source={source} named={named} waits={() => setWaits(true)} close={() => setNaming(false)} />}
    </Panel>
  );
}

interface Opened {
  source: string;
  named: string[];
  waits: () => void;
  close: () => void;
}

function Naming({ source, named, waits, close }: Opened) {
  const w = useWords(redWords);
  const client = useQueryClient();
  const [login, setLogin] = useState('');
  const [reason, setReason] = useState('');
  const propose = useMutation({
    mutationFn: () => name(source, [...named, login.trim()], reason),
    onSuccess: async ({ proposed }) => {
      if (proposed.length > 0) {
        waits();
      }
      await client.invalidateQueries({ predicate: ({ queryKey }) => ['source', 'proposals'].includes(String(queryKey[0])) });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    propose.mutate();
  };
  return (
    <Dialog title={w.name} onClose={close}>
      <form className="stack" onSubmit={submit} onKeyDown={sendByKey}>
        <TextInput label={w.login} description={w.loginHint} value={login} onChange={(e) => setLogin(e.currentTarget.value)} maxLength={100} autoComplete="off" data-autofocus />
        <Textarea label={w.reason} value={reason} onChange={(e) => setReason(e.currentTarget.value)} autosize minRows={2} maxLength={2000} />
        {propose.error && <Failure error={propose.error} />}
        <Button type="submit" loading={propose.isPending} disabled={login.trim() === '' || reason.trim() === ''}>{w.name}</Button>
      </form>
    </Dialog>
  );
}
