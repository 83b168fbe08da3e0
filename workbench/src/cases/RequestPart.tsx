import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Loaded } from '../shared/States';
import { SureDialog } from '../shared/SureDialog';
import { taken, type Case } from './queries';
import { askNow, requestQuery, type Item } from './requests';
import { requestWords } from './requestWords';

/** What members are asked, who reads the answers, and what they answered. */
export function RequestPart({ page }: { page: Case }) {
  const r = useWords(requestWords);
  const client = useQueryClient();
  const request = useQuery(requestQuery(page.id));
  const [sure, setSure] = useState(false);
  const ask = useMutation({
    mutationFn: () => askNow(page.id),
    onSuccess: (next) => {
      taken(client, next);
      setSure(false);
    },
  });
  return (
    <Loaded query={request} lines={5}>
      {(data) => (
        <>
          <Panel title={r.questions} aside={page.state === 'draft' && <Button size="xs" onClick={() => setSure(true)}>{r.ask}</Button>}>
            <ol>{data.items.map((item, i) => <li key={i}><Foreign text={item.text} />{item.choices.length > 0 && <span className="quiet"> ({item.choices.join(' / ')})</span>}</li>)}</ol>
            <dl className="facts">
              <dt>{r.due}</dt>
              <dd><Moment at={data.due} /></dd>
              {data.askedAt && (
                <>
                  <dt>{r.askedAt}</dt>
                  <dd><Moment at={data.askedAt} /></dd>
                </>
              )}
              <dt>{r.whom}</dt>
              <dd>{data.recipients.map(({ name }) => name).join(', ') || r.nobodyChosen}</dd>
              <dt>{r.readers}</dt>
              <dd><WhoReads readers={data.readers} /></dd>
            </dl>
          </Panel>
          {data.askedAt && (
            <Panel title={r.answers} aside={<span className="quiet">{r.answersOf(data.answers.length, data.recipients.length)}</span>}>
              {data.answers.length === 0 ? <p className="quiet">{r.noAnswers}</p> : <Answers items={data.items} answers={data.answers} />}
            </Panel>
          )}
          {sure && <SureDialog title={r.ask} hint={r.askSure} action={r.ask} pending={ask.isPending} error={ask.error} onSure={() => ask.mutate()} onClose={() => setSure(false)} />}
        </>
      )}
    </Loaded>
  );
}

/** Who reads an answer, as it is told to who gives it. */
export function WhoReads({ readers }: { readers: Schema<'RequestReaders'> }) {
  const { promise } = useWords(requestWords);
  return (
    <>
      <div>{readers.namesToCert ? promise.names : promise.noNames}</div>
      <div>{readers.answersToMembers ? (readers.namesToMembers ? promise.othersNamed : promise.others) : promise.alone}</div>
    </>
  );
}

export function Answers({ items, answers }: { items: Item[]; answers: Schema<'RequestAnswer'>[] }) {
  const r = useWords(requestWords);
  return (
    <ul className="plain-list">
      {answers.map((answer, i) => (
        <li key={i}>
          <strong>{answer.organization ?? <span className="quiet">{r.nameless}</span>}</strong>
          <dl className="facts">
            {items.map((item, at) => [
              <dt key={`q${at}`}><Foreign text={item.text} /></dt>,
              <dd key={`a${at}`}><Foreign text={answer.texts[at] ?? ''} /></dd>,
            ])}
          </dl>
        </li>
      ))}
    </ul>
  );
}
