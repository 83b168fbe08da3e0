import { Button, Checkbox, Fieldset, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { More } from '../shared/More';
import { Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import { deskQuery, found, joinReports, queued, type Row } from './desk';
import { deskWords } from './deskWords';
import { intakeWords } from './words';

interface Props {
  report: { id: string; channel: string };
  /** Others of its wave, which the hub suggests. */
  alike: Row[];
  /** What is put with it already. */
  followers: Row[];
  close: () => void;
}

/** Puts other reports with this one, which leads: those of its wave, and whatever else waits. */
export function JoinDialog({ report, alike, followers, close }: Props) {
  const d = useWords(deskWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const desk = useInfiniteQuery(deskQuery('open'));
  const [ticked, tick] = useState(new Set<string>());
  const [typed, type] = useState('');
  const known = new Set([report.id, ...alike.map(({ id }) => id), ...followers.map(({ id }) => id)]);
  const sort = (row: Row) => (row.channel === 'question') === (report.channel === 'question');
  const wave = alike.filter(sort);
  const others = queued(desk.data?.pages ?? []).filter((row) => !known.has(row.id) && sort(row));
  const join = useMutation({
    mutationFn: () => joinReports(report.id, [...ticked]),
    onSuccess: async (next) => {
      client.setQueryData(['report', report.id], next);
      await client.invalidateQueries({ predicate: ({ queryKey }) => ['report', 'reports'].includes(String(queryKey[0])) });
      close();
    },
  });
  const toggle = (id: string) => tick(new Set(ticked.has(id) ? [...ticked].filter((each) => each !== id) : [...ticked, id]));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    join.mutate();
  };
  const lines = (rows: Row[]) => rows.map((row) => <Line key={row.id} row={row} on={ticked.has(row.id)} toggle={() => toggle(row.id)} />);
  return (
    <Dialog title={d.join} onClose={close} size="lg">
      <form className="stack" onSubmit={submit}>
        <p>{d.joinHint}</p>
        {wave.length > 0 && (
          <Fieldset legend={d.alike} className="stack">
            {wave.length > 1 && <div><Button size="xs" variant="default" onClick={() => tick(new Set([...ticked, ...wave.map(({ id }) => id)]))}>{d.allAlike}</Button></div>}
            {lines(wave)}
          </Fieldset>
        )}
        <Fieldset legend={d.others} className="stack">
          {others.length === 0 ? <p className="quiet">{d.none}</p> : <TextInput label={d.find} value={typed} onChange={(e) => type(e.currentTarget.value)} data-autofocus />}
          <div className="choices stack">{lines(found(others, typed))}</div>
          <More pages={desk} />
        </Fieldset>
        {join.error && <Failure error={join.error} />}
        <div className="actions">
          <Button type="submit" loading={join.isPending} disabled={ticked.size === 0}>{d.putTogether(ticked.size)}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Line({ row, on, toggle }: { row: Row; on: boolean; toggle: () => void }) {
  const w = useWords(intakeWords);
  return (
    <Checkbox
      checked={on}
      onChange={toggle}
      label={<Foreign text={row.excerpt} />}
      description={<>{w.channels[row.channel] ?? row.channel} · {row.organization || w.nameless} · <Moment at={row.receivedAt} /></>}
    />
  );
}
