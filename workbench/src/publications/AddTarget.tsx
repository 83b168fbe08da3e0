import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { groupsQuery, KINDS, OUTSIDE } from '../accounts/members';
import { organizationsQuery } from '../accounts/queries';
import { useMay } from '../accounts/session';
import { accountWords } from '../accounts/words';
import { AskWhy } from '../shared/AskWhy';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { recipientWords } from './recipientWords';
import { chooseTargets, targetWhoSaw, type Recipients } from './targets';

const RULES = ['assets', 'group', 'kind', 'organization', 'sightings'];

/** One rule more; what scouts saw is asked for with a reason. */
export function AddTarget({ id, data }: { id: string; data: Recipients }) {
  const w = useWords(recipientWords);
  const may = useMay();
  const client = useQueryClient();
  const [rule, setRule] = useState('assets');
  const [subject, setSubject] = useState('');
  const choices = useChoices(rule);
  const chosen = choices === undefined ? subject.trim() : subject || (choices[0]?.value ?? '');
  const changed = () => client.invalidateQueries({ queryKey: ['recipients', id] });
  const add = useMutation({
    mutationFn: () => chooseTargets(id, data.targets, [...data.targets, { rule, subject: chosen }]),
    onSuccess: () => {
      setSubject('');
      return changed();
    },
  });
  const ask = useMutation({ mutationFn: (purpose: string) => targetWhoSaw(id, purpose), onSuccess: changed });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const offered = RULES.filter((each) => each !== 'sightings' || may('learn-who'));
  return (
    <form className="stack" onSubmit={submit}>
      <NativeSelect
        label={w.add}
        value={rule}
        onChange={(e) => {
          setRule(e.currentTarget.value);
          setSubject('');
        }}
        data={offered.map((value) => ({ value, label: w.kinds[value] ?? value }))}
      />
      {rule === 'sightings' ? (
        <AskWhy action={w.ask} hint={w.askHint} label={w.why} ask={ask} />
      ) : (
        <>
          {choices ? (
            <NativeSelect label={w.which} value={chosen} onChange={(e) => setSubject(e.currentTarget.value)} data={choices} />
          ) : (
            <TextInput label={w.thing} description={w.thingHint} value={subject} onChange={(e) => setSubject(e.currentTarget.value)} maxLength={300} />
          )}
          <div className="actions">
            <Button type="submit" variant="default" loading={add.isPending} disabled={choices !== undefined && chosen === ''}>{w.add}</Button>
          </div>
        </>
      )}
      {add.error && <Failure error={add.error} />}
    </form>
  );
}

/** What a rule can be about; undefined: it is typed. */
function useChoices(rule: string): { value: string; label: string }[] | undefined {
  const kinds = useWords(accountWords).kinds;
  const organizations = useQuery({ ...organizationsQuery, enabled: rule === 'organization' || rule === 'kind' });
  const groups = useQuery({ ...groupsQuery, enabled: rule === 'group' });
  const members = (organizations.data?.organizations ?? []).filter(({ kind, closedAt }) => KINDS.includes(kind) && !OUTSIDE.includes(kind) && closedAt == null);
  switch (rule) {
    case 'organization':
      return members.map(({ id, name }) => ({ value: id, label: name }));
    case 'group':
      return (groups.data?.groups ?? []).map(({ id, name }) => ({ value: id, label: name }));
    case 'kind':
      return [...new Set(members.map(({ kind }) => kind))].map((kind) => ({ value: kind, label: kinds[kind] ?? kind }));
    default:
      return undefined;
  }
}
