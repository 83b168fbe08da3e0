import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { Foreign } from '../../shared/Foreign';
import { useWords } from '../../shared/i18n';
import { Moment } from '../../shared/Moment';
import { Panel } from '../../shared/Panel';
import { Empty, Failure, Loaded } from '../../shared/States';
import { hold, holdsQuery, lift, type Hold } from './queries';
import { SourceSelect } from './SourceSelect';
import { settingsWords } from './words';

/** What nobody may take away for now, and why. */
export function HoldsPart() {
  const w = useWords(settingsWords);
  const holds = useQuery(holdsQuery);
  return (
    <div className="columns">
      <Panel title={w.parts.holds}>
        <Loaded query={holds} lines={4}>
          {(data) =>
            data.holds.length === 0 ? (
              <Empty title={w.noHolds}>{w.noHoldsHint}</Empty>
            ) : (
              <ul className="plain-list">
                {data.holds.map((one) => (
                  <Line key={one.id} hold={one} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Panel>
      <HoldForm />
    </div>
  );
}

function Line({ hold: { id, object, source, by, at, reason, liftedAt } }: { hold: Hold }) {
  const w = useWords(settingsWords);
  const client = useQueryClient();
  const act = useMutation({ mutationFn: () => lift(id), onSuccess: () => client.invalidateQueries({ queryKey: holdsQuery.queryKey }) });
  return (
    <li>
      <div className="spread">
        {object ? (
          <Link to="/objects/$id" params={{ id: object }} className="row-link mono" data-line>{object}</Link>
        ) : (
          <strong><Foreign text={source ?? ''} /></strong>
        )}
        <span className="row">
          <span className={`tag ${liftedAt ? '' : 'wait'}`}>{liftedAt ? w.lifted : w.held}</span>
          {!liftedAt && (
            <Button size="xs" variant="default" loading={act.isPending} onClick={() => act.mutate()}>
              {w.liftIt}<span className="visually-hidden"> {object ?? source}</span>
            </Button>
          )}
        </span>
      </div>
      <p className="small"><Foreign text={reason} /></p>
      <p className="quiet small">
        <Foreign text={by} /> · <Moment at={at} />
        {liftedAt && <> · {w.lifted} <Moment at={liftedAt} /></>}
      </p>
      {act.error && <Failure error={act.error} />}
    </li>
  );
}

function HoldForm() {
  const w = useWords(settingsWords);
  const client = useQueryClient();
  const [object, setObject] = useState('');
  const [source, setSource] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const act = useMutation({
    mutationFn: () => hold({ object: object.trim() || null, source, reason: reason.trim() }),
    onSuccess: (list) => {
      client.setQueryData(holdsQuery.queryKey, list);
      setObject('');
      setSource(null);
      setReason('');
    },
  });
  const ready = (object.trim() !== '') !== (source !== null) && reason.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate();
  };
  return (
    <Panel title={w.newHold}>
      <form className="stack" onSubmit={submit}>
        <TextInput label={w.holdObject} value={object} disabled={source !== null} onChange={(e) => setObject(e.currentTarget.value)} classNames={{ input: 'mono' }} />
        <SourceSelect label={w.holdSource} none={w.noSource} value={source} choose={setSource} />
        <Textarea label={w.reason} value={reason} onChange={(e) => setReason(e.currentTarget.value)} maxLength={2_000} autosize minRows={2} />
        {act.error && <Failure error={act.error} />}
        <div className="actions">
          <Button type="submit" loading={act.isPending} disabled={!ready}>{w.newHold}</Button>
        </div>
      </form>
    </Panel>
  );
}
