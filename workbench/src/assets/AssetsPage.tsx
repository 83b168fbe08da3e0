import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { organizationQuery } from '../accounts/members';
import { organizationsQuery } from '../accounts/queries';
import { useMay, useSession } from '../accounts/session';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { Empty, Failure, Loaded } from '../shared/States';
import { AddAsset } from './AddAsset';
import { BringFile } from './BringFile';
import { assetsQuery, byKind, removeAsset, type Asset } from './queries';
import { assetWords } from './words';

/** What an organisation has: its own, of a member for whom it acts, or for the CERT of anybody. */
export default function AssetsPage() {
  const w = useWords(assetWords);
  const own = useSession().me.organization;
  const { organization = own.id } = useSearch({ strict: false }) as { organization?: string };
  const [open, setOpen] = useState<'add' | 'bring'>();
  const assets = useQuery(assetsQuery(organization));
  const name = useNames().find(({ id }) => id === organization)?.name ?? own.name;
  const ours = organization === own.id;
  const may = useMay();
  return (
    <>
      <PageHead title={ours ? w.title : w.titleOf(name)} lead={w.lead}>
        {may('read-objects') && (
          <Link className="way" to="/search" search={{ query: ours ? 'concerns:us' : `concerns:"${name}"` }}>
            {ours ? w.concerns : w.concernsThem}
          </Link>
        )}
        {assets.data?.mayChange && <Button variant="default" onClick={() => setOpen('bring')}>{w.bring}</Button>}
        {assets.data?.mayChange && <Button onClick={() => setOpen('add')}>{w.add}</Button>}
      </PageHead>
      <Whose organization={organization} />
      <Loaded query={assets}>
        {(data) => (data.assets.length === 0 ? <Empty title={w.none}>{w.noneHint}</Empty> : <Kinds organization={organization} assets={data.assets} mayChange={data.mayChange} />)}
      </Loaded>
      {open === 'add' && <AddAsset organization={organization} close={() => setOpen(undefined)} />}
      {open === 'bring' && <BringFile organization={organization} close={() => setOpen(undefined)} />}
    </>
  );
}

/** Whose things this person may read: for the CERT everybody's, for a firm those of the members for whom it acts. */
function useNames(): { id: string; name: string }[] {
  const own = useSession().me.organization;
  const cert = useMay()('read-members');
  const all = useQuery({ ...organizationsQuery, enabled: cert });
  const detail = useQuery({ ...organizationQuery(own.id), enabled: !cert });
  const members = (detail.data?.delegations ?? []).filter(({ firm, counts }) => counts && firm.id === own.id).map(({ member }) => member);
  return cert ? (all.data?.organizations ?? []) : [own, ...members];
}

function Whose({ organization }: { organization: string }) {
  const w = useWords(assetWords);
  const navigate = useNavigate();
  const names = useNames();
  if (names.length < 2) {
    return null;
  }
  return (
    <div className="filters">
      <NativeSelect
        label={w.whose}
        value={organization}
        onChange={(e) => void navigate({ to: '/ours', search: { organization: e.currentTarget.value } })}
        data={names.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </div>
  );
}

const MANY = 30;

function Kinds({ organization, assets, mayChange }: { organization: string; assets: Asset[]; mayChange: boolean }) {
  const w = useWords(assetWords);
  const client = useQueryClient();
  const [text, setText] = useState('');
  const remove = useMutation({
    mutationFn: (id: string) => removeAsset(organization, id),
    onSettled: () => client.invalidateQueries({ queryKey: ['assets', organization] }),
  });
  const wanted = text.trim().toLowerCase();
  const shown = assets.filter(({ value, note }) => `${value} ${note}`.toLowerCase().includes(wanted));
  return (
    <>
      {assets.length > MANY && (
        <div className="filters"><TextInput label={w.filter} value={text} onChange={(e) => setText(e.currentTarget.value)} /></div>
      )}
      {remove.error && <Failure error={remove.error} />}
      <div className="columns">
        {byKind(shown).map(([kind, some]) => (
          <Panel key={kind} title={w.kinds[kind] ?? kind} aside={<span className="quiet small">{some.length}</span>}>
            <ul className="plain-list">
              {some.map((asset) => (
                <li key={asset.id} className="spread">
                  <span className="break">
                    <Foreign text={asset.value} />
                    {asset.note !== '' && <span className="quiet small"> · <Foreign text={asset.note} /></span>}
                  </span>
                  {mayChange && (
                    <button type="button" className="copy" disabled={remove.isPending} onClick={() => remove.mutate(asset.id)}>
                      {w.remove}<span className="visually-hidden"> {asset.value}</span>
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </Panel>
        ))}
      </div>
    </>
  );
}
