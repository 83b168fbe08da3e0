import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import { alertsQuery, howMany, tellMe, tellMeNoMore, type QueryAlerts } from './alerts';
import { alertWords } from './alertWords';
import { useLooked } from './NewAnswers';
import type { Saved } from './search';

/** What is new of a saved question, and whether its reader is told. */
export function TellMe({ query, run }: { query: Saved; run: (question: string) => void }) {
  const w = useWords(alertWords);
  const [asks, setAsks] = useState(false);
  const seen = useLooked();
  const { data } = useQuery(alertsQuery);
  const told = data?.queries.find(({ queryId }) => queryId === query.id);
  const show = (one: QueryAlerts) => {
    run(query.query);
    seen.mutate(one);
  };
  return (
    <>
      {told && told.fresh > 0 && (
        <button type="button" className="copy fresh" aria-label={w.freshOf(howMany([told]), query.name)} onClick={() => show(told)}>
          {w.fresh(howMany([told]))}
        </button>
      )}
      <button type="button" className="copy" onClick={() => setAsks(true)}>
        {told ? w.told : w.tell}<span className="visually-hidden"> {query.name}</span>
      </button>
      {asks && <Wish query={query} told={told} canMail={data?.canMail ?? false} close={() => setAsks(false)} />}
    </>
  );
}

interface WishProps {
  query: Saved;
  told: QueryAlerts | undefined;
  canMail: boolean;
  close: () => void;
}

function Wish({ query, told, canMail, close }: WishProps) {
  const w = useWords(alertWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const [mail, setMail] = useState(told?.mail ?? 'none');
  const done = async () => {
    await client.invalidateQueries({ queryKey: alertsQuery.queryKey });
    close();
  };
  const save = useMutation({ mutationFn: () => tellMe(query.id, mail), onSuccess: done });
  const stop = useMutation({ mutationFn: () => tellMeNoMore(query.id), onSuccess: done });
  const fault = save.error ?? stop.error;
  return (
    <Dialog title={w.how} onClose={close}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <p><strong><Foreign text={query.name} /></strong></p>
        <code className="break">{query.query}</code>
        <p>{w.what}</p>
        <NativeSelect
          label={w.mail}
          description={canMail ? w.mailHint : w.noMail}
          disabled={!canMail}
          value={mail}
          onChange={(e) => setMail(e.currentTarget.value)}
          data={['none', 'daily', 'at-once'].map((value) => ({ value, label: w.mails[value] ?? value }))}
        />
        {fault && <Failure error={fault} />}
        <div className="actions">
          <Button type="submit" loading={save.isPending}>{told ? common.save : w.tell}</Button>
          {told && <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>{w.stop}</Button>}
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
