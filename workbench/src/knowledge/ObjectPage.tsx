import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useMay } from '../accounts/session';
import { answered, hub, type Schema } from '../api/client';
import { Problem } from '../api/problem';
import { AddTo } from '../investigations/AddTo';
import { FromDocument } from '../documents/FromDocument';
import { MakeAdvisory } from '../publications/MakeAdvisory';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { kindName, kindWords } from '../shared/kinds';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { PresentAt } from '../shared/Present';
import { Panel } from '../shared/Panel';
import { ReasonDialog } from '../shared/ReasonDialog';
import { Loaded } from '../shared/States';
import { Tlp } from '../shared/Tlp';
import { Value } from '../shared/Value';
import { WhoSees } from '../shared/WhoSees';
import { AsOn, NotYet, Past } from './AsOn';
import { endOfDay } from './moments';
import { Claims } from './Claims';
import { ClusterPanel } from './ClusterPanel';
import { Connections } from './Connections';
import { HowSure } from './DecayPanel';
import { History } from './History';
import { InCollections } from './InCollections';
import { Listed } from './Listed';
import { MarkedBy } from './MarkedBy';
import { PatternView, RawView } from './Views';
import { Sightings } from './ObjectParts';
import { Remark } from './Remark';
import { Sent } from './Sent';
import { objectQuery } from './queries';
import { SharedPanels } from './SharedPanels';
import { shownName } from './types';
import { TypeTag } from './TypeTag';
import { knowledgeWords } from './words';
import './knowledge.css';
import './object.css';

const Markdown = lazy(() => import('../documents/Markdown'));

/** Whose text people write in Markdown; elsewhere a star or an underline is part of a name. */
const WRITTEN = new Set(['report', 'note']);

type Page = Schema<'ObjectPage'>;

/** Everything about one object, in the order of the questions: what, how sure, says who, connected, seen, sent, history, raw. */
export default function ObjectPage() {
  const { id = '' } = useParams({ strict: false });
  const { on = '' }: { on?: string } = useSearch({ strict: false });
  const object = useQuery(objectQuery(id, endOfDay(on)));
  if (on !== '' && object.error instanceof Problem && object.error.status === 404) {
    return <NotYet id={id} on={on} />;
  }
  return <Loaded query={object}>{(page) => <Content key={id} page={page} on={on} />}</Loaded>;
}

function Content({ page, on }: { page: Page; on: string }) {
  const w = useWords(knowledgeWords);
  const { summary } = page;
  return (
    <>
      <PageHead
        title={shownName(summary)}
        lead={
          <span className="row">
            <TypeTag type={summary.type} />
            <Tlp label={summary.tlp} />
            {summary.revoked && <span className="tag bad">{w.revoked}</span>}
            <span>
              {w.added} <Moment at={summary.addedAt} />
            </span>
            {summary.type === 'report' && <FromDocument report={summary.id} />}
          </span>
        }
      >
        <AsOn id={summary.id} on={on} />
        {on === '' && <AddTo ids={[summary.id]} />}
        {on === '' && <MakeAdvisory id={summary.id} json={page.json} />}
        {on === '' && <Remark page={page} />}
        {on === '' && <Withdraw page={page} />}
      </PageHead>
      {on === '' && <PresentAt object={summary.id} />}
      {on !== '' && <Past on={on} />}
      <div className="columns">
        <div>
          <What page={page} />
          <Claims page={page} />
          <Connections page={page} />
          {on === '' && <SharedPanels id={summary.id} />}
          <RawView json={page.json} />
        </div>
        <div>
          <HowSure page={page} />
          <Sightings page={page} now={on === ''} />
          <Sent id={summary.id} />
          {on === '' && <MarkedBy id={summary.id} />}
          {on === '' && <WhoSees of="object" id={summary.id} />}
          {on === '' && <InCollections id={summary.id} />}
          {on === '' && <ClusterPanel id={summary.id} />}
          <History id={summary.id} />
        </div>
      </div>
    </>
  );
}

function What({ page }: { page: Page }) {
  const w = useWords(knowledgeWords);
  const kinds = useWords(kindWords);
  return (
    <Panel title={w.what}>
      <div className="stack">
        <Description page={page} />
        {page.pattern && <PatternView pattern={page.pattern} />}
        <Listed values={page.values.map(({ text }) => text)} />
        {page.values.length > 0 && (
          <div>
            <h3>{w.values}</h3>
            <ul className="plain-list">
              {page.values.map((value) => (
                <li key={`${value.kind} ${value.text}`} className="spread">
                  <Value text={value.text} />
                  <span className="quiet small">{kindName(value.kind, kinds)}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Panel>
  );
}

function Description({ page }: { page: Page }) {
  const w = useWords(knowledgeWords);
  if (!page.description) {
    return <p className="quiet">{w.noDescription}</p>;
  }
  const plain = <div className="words"><Foreign text={page.description} /></div>;
  return WRITTEN.has(page.summary.type) ? <Suspense fallback={plain}><div className="written"><Markdown text={page.description} /></div></Suspense> : plain;
}

function Withdraw({ page }: { page: Page }) {
  const w = useWords(knowledgeWords);
  const may = useMay();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const { id } = page.summary;
  const withdraw = useMutation({
    mutationFn: (reason: string) => answered(hub.POST('/api/objects/{id}/withdrawal', { params: { path: { id } }, body: { reason } })),
    onSuccess: async () => {
      setOpen(false);
      await Promise.all([client.invalidateQueries({ queryKey: ['object', id] }), client.invalidateQueries({ queryKey: ['objects'] })]);
    },
  });
  const stands = page.claims.some((claim) => claim.withdrawnAt == null);
  if (!may('withdraw-objects') || !stands) {
    return null;
  }
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {w.withdraw}
      </Button>
      {open && (
        <ReasonDialog
          title={w.withdraw}
          hint={w.withdrawHint}
          label={w.reason}
          action={w.withdraw}
          pending={withdraw.isPending}
          error={withdraw.error}
          onSend={(reason) => withdraw.mutate(reason)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
