import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Failure } from '../shared/States';
import { SureDialog } from '../shared/SureDialog';
import { logInsQuery, tieThrough, untie } from './issuers';
import { issuerWords } from './issuerWords';

/** The log-ins of other places that are tied to one's account; nothing when there are no such places. */
export function LogInsPanel() {
  const w = useWords(issuerWords);
  const { data } = useQuery(logInsQuery);
  const tie = useMutation({ mutationFn: tieThrough });
  if (!data || (data.identities.length === 0 && data.issuers.length === 0)) {
    return null;
  }
  return (
    <Panel title={w.logIns}>
      <div className="stack">
        <p className="quiet">{w.logInsLead}</p>
        {data.identities.length === 0 ? <p>{w.noneTied}</p> : <ul className="plain-list">{data.identities.map((one) => <Line key={one.id} tied={one} />)}</ul>}
        {tie.error && <Failure error={tie.error} />}
        <div className="actions">
          {data.issuers.map(({ id, name }) => <Button key={id} variant="default" loading={tie.isPending && tie.variables === id} onClick={() => tie.mutate(id)}>{w.tie(name)}</Button>)}
        </div>
      </div>
    </Panel>
  );
}

function Line({ tied: { id, issuer, subject, lastUsedAt } }: { tied: Schema<'IdentityRow'> }) {
  const w = useWords(issuerWords);
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const act = useMutation({ mutationFn: () => untie(id), onSuccess: () => client.invalidateQueries({ queryKey: logInsQuery.queryKey }) });
  return (
    <li>
      <div className="spread">
        <strong><Foreign text={issuer} /></strong>
        <Button size="xs" variant="default" onClick={() => setAsked(true)}>{w.untie}<span className="visually-hidden"> {issuer}</span></Button>
      </div>
      <p className="quiet small break"><Foreign text={subject} /> · {lastUsedAt == null ? w.neverUsed : <>{w.lastUsed} <Moment at={lastUsedAt} /></>}</p>
      {asked && <SureDialog title={w.untieAsk(issuer)} hint={w.untieHint} action={w.untie} pending={act.isPending} error={act.error} onSure={() => act.mutate()} onClose={() => setAsked(false)} />}
    </li>
  );
}
