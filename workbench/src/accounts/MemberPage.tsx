import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Waits } from '../proposals/Waits';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { ReasonDialog } from '../shared/ReasonDialog';
import { Failure, Loaded } from '../shared/States';
import { ContactsPanel } from './ContactsPanel';
import { DelegationLine } from './DelegationsPart';
import { EditOrganization } from './EditOrganization';
import { closeOrganization, organizationQuery, partiesChanged, reopenOrganization, type OrganizationDetail } from './members';
import { memberWords } from './memberWords';
import { SeeAs } from './SeeAs';
import { useMay } from './session';
import { accountWords } from './words';

/** One organisation: for the CERT any, for others their own. */
export default function MemberPage() {
  const { id = '' } = useParams({ strict: false });
  const detail = useQuery(organizationQuery(id));
  return <Loaded query={detail} lines={8}>{(data) => <Member detail={data} />}</Loaded>;
}

function Member({ detail }: { detail: OrganizationDetail }) {
  const w = useWords(memberWords);
  const account = useWords(accountWords);
  const may = useMay();
  const { organization, mail, groups, delegations } = detail;
  return (
    <>
      <PageHead title={organization.name} lead={account.kinds[organization.kind]}>
        {may('administer-members') && <Actions detail={detail} />}
      </PageHead>
      {organization.closedAt != null && <p className="notice">{w.closedSince} <Moment at={organization.closedAt} /></p>}
      <div className="columns">
        <ContactsPanel detail={detail} />
        <div>
          <Panel title={w.facts}>
            <dl className="facts">
              <dt>{w.size}</dt><dd>{w.sizes[organization.size ?? '']}</dd>
              <dt>{w.language}</dt><dd>{account.languages[organization.language]}</dd>
              <dt>{w.mail}</dt><dd>{mail == null ? '–' : <Foreign text={mail} />}</dd>
              <dt>{w.inGroups}</dt><dd>{groups.length === 0 ? w.noGroups : <Foreign text={groups.map(({ name }) => name).join(', ')} />}</dd>
            </dl>
            {may('administer-people') && <p className="way"><Link to="/people" search={{ organization: organization.id }}>{w.people}</Link></p>}
            <p className="way"><Link to="/ours" search={{ organization: organization.id }}>{w.assets}</Link></p>
            {may('administer-tokens') && <p className="way"><Link to="/keys" search={{ organization: organization.id }}>{w.keys}</Link></p>}
          </Panel>
          {delegations.length > 0 && (
            <Panel title={w.acts}>
              <ul className="plain-list">
                {delegations.map((one) => <DelegationLine key={one.firm.id + one.member.id} delegation={one} />)}
              </ul>
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}

/** What the CERT's admin does with it. */
function Actions({ detail }: { detail: OrganizationDetail }) {
  const w = useWords(memberWords);
  const client = useQueryClient();
  const { id, name, kind, closedAt } = detail.organization;
  const may = useMay();
  const [open, setOpen] = useState<'edit' | 'close' | 'see'>();
  const done = async () => {
    await partiesChanged(client);
    setOpen(undefined);
  };
  const end = useMutation({ mutationFn: (reason: string) => closeOrganization(id, reason), onSuccess: done });
  const again = useMutation({ mutationFn: () => reopenOrganization(id), onSuccess: done });
  return (
    <>
      {end.isSuccess && <Waits />}
      {again.error && <Failure error={again.error} />}
      <Button variant="default" onClick={() => setOpen('edit')}>{w.change}</Button>
      {may('see-as') && closedAt == null && <Button variant="default" onClick={() => setOpen('see')}>{w.seeAs}</Button>}
      {closedAt != null ? (
        <Button loading={again.isPending} onClick={() => again.mutate()}>{w.reopen}</Button>
      ) : (
        kind !== 'cert' && <Button variant="default" onClick={() => setOpen('close')}>{w.close}</Button>
      )}
      {open === 'see' && <SeeAs organization={detail.organization} close={() => setOpen(undefined)} />}
      {open === 'edit' && <EditOrganization detail={detail} close={() => setOpen(undefined)} />}
      {open === 'close' && (
        <ReasonDialog title={w.closeAsk(name)} hint={w.closeHint} label={w.closeReason} action={w.closePropose} pending={end.isPending} error={end.error} onSend={(reason) => end.mutate(reason)} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}
