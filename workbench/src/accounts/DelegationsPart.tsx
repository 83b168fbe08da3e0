import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Empty, Loaded } from '../shared/States';
import { SureDialog } from '../shared/SureDialog';
import { EditDelegation } from './EditDelegation';
import { delegationsQuery, endDelegation, partiesChanged, type Delegation } from './members';
import { memberWords } from './memberWords';
import { useMay } from './session';

/** Which firms act for which members. */
export function DelegationsPart() {
  const w = useWords(memberWords);
  const may = useMay();
  const delegations = useQuery(delegationsQuery);
  const [adding, setAdding] = useState(false);
  return (
    <>
      {may('administer-members') && <div className="filters"><Button onClick={() => setAdding(true)}>{w.addDelegation}</Button></div>}
      <Loaded query={delegations}>
        {(data) =>
          data.delegations.length === 0 ? (
            <Empty title={w.noDelegations} />
          ) : (
            <ul className="plain-list">{data.delegations.map((one) => <DelegationLine key={one.firm.id + one.member.id} delegation={one} />)}</ul>
          )
        }
      </Loaded>
      {adding && <EditDelegation close={() => setAdding(false)} />}
    </>
  );
}

/** One firm for one member, and until when. */
export function DelegationLine({ delegation }: { delegation: Delegation }) {
  const w = useWords(memberWords);
  const may = useMay();
  const [open, setOpen] = useState<'change' | 'end'>();
  const { firm, member, purposes, until, counts } = delegation;
  const name = `${firm.name} → ${member.name}`;
  return (
    <li>
      <div className="spread">
        <strong><Foreign text={name} /></strong>
        {may('administer-members') && (
          <span className="actions">
            <button type="button" className="copy" onClick={() => setOpen('change')} data-line>{w.change}<span className="visually-hidden"> {name}</span></button>
            {counts && <button type="button" className="copy" onClick={() => setOpen('end')}>{w.end}<span className="visually-hidden"> {name}</span></button>}
          </span>
        )}
      </div>
      <p className="small">
        {!counts && <><span className="tag bad">{w.ended}</span> </>}
        {purposes.map((purpose) => w.purpose[purpose] ?? purpose).join(', ')} · {until == null ? w.noEnd : <>{w.untilShort} <Moment at={until} /></>}
      </p>
      {open === 'change' && <EditDelegation delegation={delegation} close={() => setOpen(undefined)} />}
      {open === 'end' && <End delegation={delegation} close={() => setOpen(undefined)} />}
    </li>
  );
}

function End({ delegation: { firm, member }, close }: { delegation: Delegation; close: () => void }) {
  const w = useWords(memberWords);
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => endDelegation(firm.id, member.id),
    onSuccess: async () => {
      await partiesChanged(client);
      close();
    },
  });
  return <SureDialog title={w.endAsk(firm.name, member.name)} hint={w.endHint} action={w.end} pending={end.isPending} error={end.error} onSure={() => end.mutate()} onClose={close} />;
}
