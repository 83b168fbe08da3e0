import { Button, NativeSelect, Radio, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useMay } from '../accounts/session';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Failure } from '../shared/States';
import { ANSWERS, followUpQuery, sendAnswer, type Member } from './followUp';
import { followUpWords } from './followUpWords';
import type { Publication } from './queries';

/** A member says what a warning means for it; a firm for the members that let it. */
export function AnswerPanel({ publication }: { publication: Publication }) {
  const w = useWords(followUpWords);
  const may = useMay();
  const answers = useQuery({ ...followUpQuery(publication.id), enabled: may('acknowledge') });
  const members = answers.data?.members ?? [];
  if (publication.state !== 'published' || members.length === 0) {
    return null;
  }
  return (
    <Panel title={w.yours}>
      <p className="quiet small hint">{w.yoursHint}</p>
      <Form publication={publication} members={members} />
    </Panel>
  );
}

function Form({ publication, members }: { publication: Publication; members: Member[] }) {
  const w = useWords(followUpWords);
  const client = useQueryClient();
  const [whose, setWhose] = useState('');
  const [answer, setAnswer] = useState('');
  const [note, setNote] = useState('');
  const member = members.find(({ organizationId }) => organizationId === whose) ?? members[0];
  const send = useMutation({
    mutationFn: () => sendAnswer(publication.id, member?.organizationId ?? '', answer, note),
    onSuccess: async (next) => {
      client.setQueryData(followUpQuery(publication.id).queryKey, next);
      setNote('');
      await client.invalidateQueries({ queryKey: ['publication', publication.id] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      {members.length > 1 && <NativeSelect label={w.forWhom} value={member?.organizationId ?? ''} onChange={(e) => setWhose(e.currentTarget.value)} data={members.map(({ organizationId, organization }) => ({ value: organizationId, label: organization }))} />}
      {member !== undefined && member.answer !== '' && (
        <p role="status">
          {w.given}: <strong>{w.choose[member.answer]}</strong> <span className="quiet small"><Foreign text={member.answeredBy} /> · <Moment at={member.answeredAt} /></span>
        </p>
      )}
      <Radio.Group aria-label={w.yours} value={answer} onChange={setAnswer}>
        <div className="stack">{ANSWERS.map((each) => <Radio key={each} value={each} label={w.choose[each]} />)}</div>
      </Radio.Group>
      <Textarea label={w.noteFor} value={note} onChange={(e) => setNote(e.currentTarget.value)} autosize minRows={2} maxLength={1_000} />
      {send.error && <Failure error={send.error} />}
      <div className="actions"><Button type="submit" loading={send.isPending} disabled={answer === ''}>{w.send}</Button></div>
    </form>
  );
}
