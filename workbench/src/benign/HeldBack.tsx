import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { organizationsQuery } from '../accounts/queries';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { RemoveButton } from '../shared/RemoveButton';
import { Failure, Loaded } from '../shared/States';
import { count } from '../shared/time';
import { Why } from '../shared/Why';
import { collectionsQuery } from '../sharing/collections';
import { destinationsQuery } from '../sharing/destinations';
import { brakeAgain, chosen, heldBackQuery, letPass, type Exception } from './heldBack';
import { heldWords } from './heldWords';
import type { Schema } from '../api/client';

/** What lists keep from machines and why, and to whom everything is given all the same. */
export function HeldBack() {
  const w = useWords(heldWords);
  const held = useQuery(heldBackQuery);
  return (
    <>
      <Panel title={w.title} aside={<Why topic="brake" />}>
        <p className="quiet">{w.lead}</p>
        <Loaded query={held} lines={3}>{(data) => (data.held.length === 0 ? <p>{w.none}</p> : <Rows data={data} />)}</Loaded>
      </Panel>
      <Panel title={w.passes}>
        <p className="quiet">{w.passesLead}</p>
        <Loaded query={held} lines={2}>{(data) => <Exceptions exceptions={data.exceptions} />}</Loaded>
        <Add />
      </Panel>
    </>
  );
}

function Rows({ data }: { data: Schema<'HeldBackList'> }) {
  const w = useWords(heldWords);
  const { language } = useLanguage();
  return (
    <>
      {data.versions > data.held.length && <p className="quiet small">{w.more(count(data.held.length, language), count(data.versions, language))}</p>}
      <table className="list folds">
        <thead>
          <tr>
            <th scope="col">{w.object}</th>
            <th scope="col">{w.why}</th>
            <th scope="col">{w.since}</th>
          </tr>
        </thead>
        <tbody>
          {data.held.map((one) => (
            <tr key={`${one.id} ${one.version}`}>
              <td className="main break">
                <Link to="/objects/$id" params={{ id: one.id }}>{one.name ? <Foreign text={one.name} /> : w.noName}</Link>
              </td>
              <td data-label={w.why}><Foreign text={one.lists.join(', ')} /></td>
              <td data-label={w.since}><Moment at={one.since} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Exceptions({ exceptions }: { exceptions: Exception[] }) {
  const w = useWords(heldWords);
  if (exceptions.length === 0) {
    return <p>{w.passesNone}</p>;
  }
  return (
    <ul className="plain-list">
      {exceptions.map((one) => (
        <li key={`${one.kind} ${one.id}`}>
          <div className="spread">
            <span className="break">
              {w.kinds[one.kind]} <strong><Foreign text={one.name ?? w.gone} /></strong>
            </span>
            {one.name != null && <RemoveButton name={one.name} remove={() => brakeAgain(one)} queryKey={heldBackQuery.queryKey} />}
          </div>
          <div className="small"><Foreign text={one.reason} /></div>
          <div className="quiet small"><Moment at={one.at} /> · <Foreign text={one.by} /></div>
        </li>
      ))}
    </ul>
  );
}

function Add() {
  const w = useWords(heldWords);
  const client = useQueryClient();
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const recipient = chosen(to);
  const add = useMutation({
    mutationFn: async () => recipient && letPass(...recipient, reason),
    onSuccess: async () => {
      setTo('');
      setReason('');
      await client.invalidateQueries({ queryKey: heldBackQuery.queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <NativeSelect label={w.to} value={to} onChange={(e) => setTo(e.currentTarget.value)} data={[{ value: '', label: w.choose }, ...useRecipients()]} />
      <TextInput label={w.reason} description={w.reasonHint} value={reason} onChange={(e) => setReason(e.currentTarget.value)} maxLength={500} />
      {add.error && <Failure error={add.error} />}
      <div className="actions">
        <Button type="submit" loading={add.isPending} disabled={!recipient || reason.trim() === ''}>{w.add}</Button>
      </div>
    </form>
  );
}

function useRecipients() {
  const w = useWords(heldWords);
  const organizations = useQuery(organizationsQuery).data?.organizations ?? [];
  const collections = useQuery(collectionsQuery).data?.collections ?? [];
  const destinations = useQuery(destinationsQuery).data?.destinations ?? [];
  const group = (kind: string, all: { id: string; label: string }[]) => ({
    group: w.kinds[kind] ?? kind,
    items: all.map(({ id, label }) => ({ value: `${kind} ${id}`, label })),
  });
  return [
    group('organization', organizations.map(({ id, name }) => ({ id, label: name }))),
    group('collection', collections.map(({ id, title }) => ({ id, label: title }))),
    group('destination', destinations.map(({ id, title }) => ({ id, label: title }))),
  ].filter(({ items }) => items.length > 0);
}
