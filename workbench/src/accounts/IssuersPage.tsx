import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { Empty, Loaded } from '../shared/States';
import { SureDialog } from '../shared/SureDialog';
import { Copy } from '../shared/Value';
import { EditIssuer } from './EditIssuer';
import { directAddress, issuersQuery, removeIssuer, type Issuer } from './issuers';
import { issuerWords } from './issuerWords';

/** Through whom people log in, for the CERT's admin. */
export default function IssuersPage() {
  const w = useWords(issuerWords);
  const issuers = useQuery(issuersQuery);
  const [edited, setEdited] = useState<Issuer | 'new'>();
  return (
    <>
      <PageHead title={w.title} lead={w.lead}>
        <Button onClick={() => setEdited('new')}>{w.add}</Button>
      </PageHead>
      <Loaded query={issuers} lines={4}>
        {(data) => (
          <>
            <p className="quiet">{w.returnAddress} <code className="break">{data.returnAddress}</code> <Copy text={data.returnAddress} label={w.copyReturn} /></p>
            {data.issuers.length === 0 && <Empty title={w.none}>{w.noneHint}</Empty>}
            {data.issuers.map((issuer) => <One key={issuer.id} issuer={issuer} edit={() => setEdited(issuer)} />)}
            {edited && <EditIssuer issuer={edited === 'new' ? undefined : edited} close={() => setEdited(undefined)} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function One({ issuer, edit }: { issuer: Issuer; edit: () => void }) {
  const w = useWords(issuerWords);
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const remove = useMutation({ mutationFn: () => removeIssuer(issuer.id), onSuccess: () => client.invalidateQueries({ queryKey: issuersQuery.queryKey }) });
  return (
    <Panel
      title={issuer.name}
      aside={
        <span className="row">
          <button type="button" className="copy" onClick={edit} data-line>{w.change}<span className="visually-hidden"> {issuer.name}</span></button>
          <button type="button" className="copy" onClick={() => setAsked(true)} data-line>{w.remove}<span className="visually-hidden"> {issuer.name}</span></button>
        </span>
      }
    >
      <div className="stack">
        <p className="mono break"><Foreign text={issuer.address} /></p>
        <p>{w.organization} {issuer.organizationName === '' ? w.everyone : <Foreign text={issuer.organizationName} />}{issuer.secondFactor && <> · {w.secondFactor}</>}</p>
        {issuer.roles.length > 0 && (
          <ul className="plain-list small">
            {issuer.roles.map(({ group, role }) => <li key={`${group} ${role}`}><Foreign text={group} /> → {role}</li>)}
          </ul>
        )}
        {!issuer.listed && <p>{w.unlisted} <code className="break">{directAddress(issuer.id)}</code></p>}
        <p className="quiet small">{w.logOutAddress} <code className="break">{issuer.logOutAddress}</code> <Copy text={issuer.logOutAddress} label={w.copyLogOut} /></p>
        <p className="quiet small">{w.changed} <Moment at={issuer.changedAt} /> · {issuer.changedBy}</p>
      </div>
      {asked && <SureDialog title={w.removeAsk(issuer.name)} hint={w.removeHint} action={w.remove} pending={remove.isPending} error={remove.error} onSure={() => remove.mutate()} onClose={() => setAsked(false)} />}
    </Panel>
  );
}
