import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { SureDialog } from '../shared/SureDialog';
import { Failure } from '../shared/States';
import { bring, leave, useChange, type Investigation } from './queries';
import { investigationWords } from './words';

/** Whom it is for, and who comes in or leaves. */
export function PeoplePart({ page }: { page: Investigation }) {
  const w = useWords(investigationWords);
  const client = useQueryClient();
  const [leaving, setLeaving] = useState<string>();
  const out = useMutation({
    mutationFn: (person: string) => leave(page.id, person),
    onSuccess: async () => {
      setLeaving(undefined);
      await client.invalidateQueries({ predicate: ({ queryKey }) => ['investigation', 'investigations'].includes(String(queryKey[0])) });
    },
  });
  return (
    <Panel title={w.people}>
      <ul className="plain-list">
        {page.people.map((person) => (
          <li key={person.id} className="spread">
            <span className="break">
              <Foreign text={person.name} /> {person.own && <span className="quiet small">({w.you})</span>} {!person.active && <span className="tag wait">{w.gone}</span>}
            </span>
            {!page.closed && page.people.length > 1 && (
              <button type="button" className="copy" onClick={() => setLeaving(person.id)}>{w.leave}<span className="visually-hidden"> {person.name}</span></button>
            )}
          </li>
        ))}
      </ul>
      {!page.closed && <BringIn page={page} />}
      {leaving && <SureDialog title={w.leave} hint={w.leaveHint} action={w.leave} pending={out.isPending} error={out.error} onSure={() => out.mutate(leaving)} onClose={() => setLeaving(undefined)} />}
    </Panel>
  );
}

function BringIn({ page }: { page: Investigation }) {
  const w = useWords(investigationWords);
  const [person, setPerson] = useState('');
  const add = useChange((id: string) => bring(page.id, id), () => setPerson(''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(person);
  };
  if (page.colleagues.length === 0) {
    return <p className="quiet small">{w.nobodyLeft}</p>;
  }
  return (
    <form className="stack apart" onSubmit={submit}>
      <NativeSelect label={w.bring} description={w.bringHint} value={person} onChange={(e) => setPerson(e.currentTarget.value)} data={[{ value: '', label: '—' }, ...page.colleagues.map(({ id, name }) => ({ value: id, label: name }))]} />
      {add.error && <Failure error={add.error} />}
      <div className="actions"><Button type="submit" variant="default" size="xs" disabled={person === ''} loading={add.isPending}>{w.bring}</Button></div>
    </form>
  );
}
