import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import { memberWords } from '../accounts/memberWords';
import { useMay } from '../accounts/session';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Failure, Loaded } from '../shared/States';
import { callsQuery, endCall, leaveCall, takeCall, type Call } from './followUp';
import { followUpWords } from './followUpWords';
import type { Publication } from './queries';

type Calls = Schema<'CallList'>;
type Doing = UseMutationResult<Calls, Error, () => Promise<Calls>>;

/** Whom to call about a warning of high chance and high damage; one person calls a member at a time. */
export function CallList({ publication }: { publication: Publication }) {
  const w = useWords(followUpWords);
  const calls = useQuery(callsQuery(publication.id));
  const client = useQueryClient();
  const doing: Doing = useMutation({
    mutationFn: (work: () => Promise<Calls>) => work(),
    onSuccess: (next) => client.setQueryData(callsQuery(publication.id).queryKey, next),
    onError: () => client.invalidateQueries({ queryKey: ['calls', publication.id] }),
  });
  return (
    <Panel title={w.calls}>
      <p className="quiet small hint">{w.callsHint}</p>
      <Loaded query={calls} lines={4}>
        {(data) => (
          <div className="stack">
            <strong>{w.left(data.calls.filter((call) => call.outcome !== 'informed' && call.acknowledgedAt == null).length)}</strong>
            {doing.error && <Failure error={doing.error} />}
            <ul className="plain-list">{data.calls.map((call) => <One key={call.organizationId} id={publication.id} call={call} doing={doing} />)}</ul>
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

function One({ id, call, doing }: { id: string; call: Call; doing: Doing }) {
  const w = useWords(followUpWords);
  const roles = useWords(memberWords).roles;
  const may = useMay();
  const free = call.holder === '';
  return (
    <li className="stack">
      <div className="spread">
        <strong><Foreign text={call.organization} /></strong>
        <span className={`tag ${call.outcome === 'informed' ? 'good' : call.outcome === 'not-reached' ? 'wait' : ''}`}>{call.acknowledgedAt ? w.answers.acknowledged : w.outcomes[call.outcome]}</span>
      </div>
      {call.contacts.length === 0 && <p className="quiet small">{w.noNumber}</p>}
      <ol className="small">
        {call.contacts.map((contact) => (
          <li key={contact.name + contact.phone}>
            <a href={`tel:${contact.phone.replace(/[^+0-9]/g, '')}`}>{contact.phone}</a> <Foreign text={contact.name} />, {roles[contact.role] ?? contact.role}
            {contact.always && <span className="quiet"> · {w.always}</span>}
          </li>
        ))}
      </ol>
      {call.attempts > 0 && (
        <p className="quiet small">
          {w.attempts(call.attempts)} · <Foreign text={[call.calledBy, call.contact, call.note].filter(Boolean).join(' · ')} /> <Moment at={call.calledAt} />
        </p>
      )}
      {call.earlier.map((before) => (
        <p key={before.version} className="quiet small">
          {w.earlier(before.version)}: {w.outcomes[before.outcome]} · <Foreign text={[before.calledBy, before.contact, before.note].filter(Boolean).join(' · ')} /> <Moment at={before.calledAt} />
        </p>
      ))}
      {!free && !call.mine && <p className="small">{w.calling(call.holder)}</p>}
      {may('draft-publications') && free && <div><Button size="xs" variant="default" loading={doing.isPending} onClick={() => doing.mutate(() => takeCall(id, call.organizationId))}>{w.take}<span className="visually-hidden"> {call.organization}</span></Button></div>}
      {call.mine && <Outcome id={id} call={call} doing={doing} />}
    </li>
  );
}

function Outcome({ id, call, doing }: { id: string; call: Call; doing: Doing }) {
  const w = useWords(followUpWords);
  const [contact, setContact] = useState('');
  const [note, setNote] = useState('');
  const end = (outcome: string) => doing.mutate(() => endCall(id, call.organizationId, { outcome, contact, note }));
  return (
    <div className="stack">
      <TextInput label={w.spokeWith} value={contact} onChange={(e) => setContact(e.currentTarget.value)} maxLength={200} />
      <TextInput label={w.note} value={note} onChange={(e) => setNote(e.currentTarget.value)} maxLength={1_000} />
      <div className="actions">
        <Button size="xs" loading={doing.isPending} onClick={() => end('informed')}>{w.informed}</Button>
        <Button size="xs" variant="default" loading={doing.isPending} onClick={() => end('not-reached')}>{w.notReached}</Button>
        <Button size="xs" variant="default" loading={doing.isPending} onClick={() => doing.mutate(() => leaveCall(id, call.organizationId))}>{w.leave}</Button>
      </div>
    </div>
  );
}
