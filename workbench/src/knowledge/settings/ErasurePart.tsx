import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Foreign } from '../../shared/Foreign';
import { useLanguage, useWords } from '../../shared/i18n';
import { kindName, kindWords } from '../../shared/kinds';
import { Moment } from '../../shared/Moment';
import { Panel } from '../../shared/Panel';
import { Failure, Loaded } from '../../shared/States';
import { count } from '../../shared/time';
import { Copy } from '../../shared/Value';
import { erase, erasuresQuery, type Erasure } from './queries';
import { settingsWords } from './words';

/** Erases a personal value everywhere, and shows the proof. */
export function ErasurePart() {
  const w = useWords(settingsWords);
  const erasures = useQuery(erasuresQuery);
  return (
    <div className="columns">
      <EraseForm />
      <Panel title={w.proofs}>
        <Loaded query={erasures} lines={4}>
          {(data) =>
            data.erasures.length === 0 ? (
              <p className="quiet">{w.noProofs}</p>
            ) : (
              <ul className="plain-list">
                {data.erasures.map((erasure) => (
                  <li key={erasure.id}><Proof erasure={erasure} /></li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Panel>
    </div>
  );
}

function EraseForm() {
  const w = useWords(settingsWords);
  const client = useQueryClient();
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  const [sure, setSure] = useState(false);
  const act = useMutation({
    mutationFn: () => erase(value.trim(), reason.trim()),
    onSuccess: async () => {
      setValue('');
      setReason('');
      await client.invalidateQueries({ predicate: ({ queryKey }) => ['erasures', 'object', 'objects', 'reports', 'report'].includes(String(queryKey[0])) });
    },
    onSettled: () => setSure(false),
  });
  const ready = value.trim() !== '' && reason.trim() !== '' && sure;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) {
      act.mutate();
    }
  };
  return (
    <Panel title={w.erase}>
      <form className="stack" onSubmit={submit} autoComplete="off">
        <TextInput label={w.value} description={w.valueHint} value={value} onChange={(e) => setValue(e.currentTarget.value)} maxLength={300} />
        <Textarea label={w.reason} description={w.reasonHint} value={reason} onChange={(e) => setReason(e.currentTarget.value)} maxLength={2_000} autosize minRows={2} />
        <Checkbox label={w.eraseSure} checked={sure} onChange={(e) => setSure(e.currentTarget.checked)} />
        {act.error && <Failure error={act.error} />}
        {act.isPending && <p role="status" className="quiet small">{w.erasing}</p>}
        <div className="actions">
          <Button type="submit" color="red" loading={act.isPending} disabled={!ready}>{w.erase}</Button>
        </div>
      </form>
      {act.data && (
        <div className="notice erased" role="status">
          <p><strong>{w.erased}</strong></p>
          <Proof erasure={act.data} />
        </div>
      )}
    </Panel>
  );
}

/** What was erased where and by whom, without the value; enough to prove it to whoever knows the value. */
function Proof({ erasure }: { erasure: Erasure }) {
  const w = useWords(settingsWords);
  const kinds = useWords(kindWords);
  const { language } = useLanguage();
  return (
    <div className="stack proof">
      <div className="spread">
        <strong>{kindName(erasure.kind, kinds)}</strong>
        <span className="row">
          {!erasure.finishedAt && <span className="tag wait">{w.unfinished}</span>}
          <Copy text={JSON.stringify(erasure, null, 2)} label={w.copyProof} />
        </span>
      </div>
      <dl className="facts small">
        <dt>{w.at}</dt>
        <dd><Moment at={erasure.at} /></dd>
        <dt>{w.by}</dt>
        <dd><Foreign text={erasure.by} /></dd>
        <dt>{w.reason}</dt>
        <dd><Foreign text={erasure.reason} /></dd>
        <dt>{w.places}</dt>
        <dd>
          {erasure.places.length === 0 && w.nothingBlanked}
          {erasure.places.map(({ place, rows }) => (
            <div key={place} className="spread"><span className="mono">{place}</span><span>{w.rows(count(rows, language))}</span></div>
          ))}
        </dd>
        <dt>{w.salt}</dt>
        <dd className="mono">{erasure.salt}</dd>
        <dt>{w.digest}</dt>
        <dd className="mono">{erasure.digest}</dd>
      </dl>
    </div>
  );
}
