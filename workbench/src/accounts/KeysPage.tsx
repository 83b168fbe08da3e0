import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Empty, Failure, Loaded } from '../shared/States';
import { sharedWords } from '../shared/words';
import { Certificate } from './Certificate';
import { IssueKey } from './IssueKey';
import { organizationsQuery, revokeToken, tokensQuery, type Token } from './queries';
import { useMay, useSession } from './session';
import { accountWords } from './words';

/** The keys of an organisation's machines. */
export default function KeysPage() {
  const w = useWords(accountWords);
  const own = useSession().me.organization.id;
  const { organization = own } = useSearch({ strict: false }) as { organization?: string };
  const whose = organization === own ? undefined : organization;
  const [issuing, setIssuing] = useState(false);
  const tokens = useQuery(tokensQuery(whose));
  return (
    <>
      <PageHead title={w.keys} lead={w.keysHint}>
        <Button onClick={() => setIssuing(true)}>{w.issue}</Button>
      </PageHead>
      <Whose organization={organization} />
      <Loaded query={tokens}>
        {(data) => (data.tokens.length === 0 ? <Empty title={w.noKeys}>{w.noKeysHint}</Empty> : <Table tokens={data.tokens} organization={whose} />)}
      </Loaded>
      {issuing && <IssueKey organization={whose} close={() => setIssuing(false)} />}
    </>
  );
}

/** For those who care for all members: whose keys. */
function Whose({ organization }: { organization: string }) {
  const w = useWords(accountWords);
  const navigate = useNavigate();
  const may = useMay();
  const organizations = useQuery({ ...organizationsQuery, enabled: may('read-members') });
  if (!may('read-members') || !organizations.data) {
    return null;
  }
  return (
    <div className="filters">
      <NativeSelect
        label={w.forWhom}
        value={organization}
        onChange={(e) => void navigate({ to: '/keys', search: { organization: e.currentTarget.value } })}
        data={organizations.data.organizations.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </div>
  );
}

function Table({ tokens, organization }: { tokens: Token[]; organization: string | undefined }) {
  const w = useWords(accountWords);
  const [revoking, setRevoking] = useState<Token>();
  const [tying, setTying] = useState<Token>();
  return (
    <>
      <table className="list folds">
        <thead>
          <tr>
            <th scope="col">{w.name}</th>
            <th scope="col">{w.starts}</th>
            <th scope="col">{w.scopes}</th>
            <th scope="col">{w.created}</th>
            <th scope="col">{w.lastUsed}</th>
            <th scope="col"><span className="visually-hidden">{w.revoke}</span></th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <td className="main"><strong>{token.name}</strong>{token.person && <> · {token.person}</>}{token.certificate && <span className="quiet small"> · {w.tied}</span>}{token.expiresAt && <div className="quiet small">{w.ends} <Moment at={token.expiresAt} /></div>}{token.networks.length > 0 && <div className="quiet small">{w.onlyFrom} {token.networks.join(', ')}</div>}</td>
              <td className="mono">{token.prefix}…</td>
              <td>{token.only ? <>{w.onlyOne} <Foreign text={token.onlyTitle ?? w.onlyGone} /></> : token.scopes.map((scope) => w.scope[scope] ?? scope).join('; ')}</td>
              <td data-label={w.created}><Moment at={token.createdAt} /></td>
              <td data-label={w.lastUsed}><Moment at={token.lastUsedAt} /></td>
              <td className="row">
                <button type="button" className="plain-button" onClick={() => setTying(token)} data-line>
                  {w.certificate}
                  <span className="visually-hidden"> {token.name}</span>
                </button>
                <button type="button" className="plain-button" onClick={() => setRevoking(token)} data-line>
                  {w.revoke}
                  <span className="visually-hidden"> {token.name}</span>
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {tying && <Certificate token={tying} organization={organization} close={() => setTying(undefined)} />}
      {revoking && <Revoke token={revoking} organization={organization} close={() => setRevoking(undefined)} />}
    </>
  );
}

function Revoke({ token, organization, close }: { token: Token; organization: string | undefined; close: () => void }) {
  const w = useWords(accountWords);
  const shared = useWords(sharedWords);
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeToken(token.id, organization),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['tokens'] });
      close();
    },
  });
  return (
    <Dialog onClose={close} title={w.revoke}>
      <div className="stack">
        <p>{w.revokeAsk(token.name)}</p>
        {revoke.error && <Failure error={revoke.error} />}
        <div className="actions">
          <Button color="red" loading={revoke.isPending} onClick={() => revoke.mutate()} data-autofocus>
            {w.revoke}
          </Button>
          <Button variant="default" onClick={close}>
            {shared.cancel}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
