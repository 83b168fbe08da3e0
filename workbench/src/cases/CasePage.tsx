import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { Failure, Loaded } from '../shared/States';
import { EditIncident } from './EditIncident';
import { EditRequest } from './EditRequest';
import { Links } from './Links';
import { MoveCase } from './MoveCase';
import { caseQuery, doneReminder, takeCase, taken, type Case } from './queries';
import { CaseRecord } from './CaseRecord';
import { RequestPart } from './RequestPart';
import { TakedownPart } from './TakedownPart';
import { caseWords } from './words';

/** One case: what is known, by when something is wanted, what was done. */
export default function CasePage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(caseQuery(id));
  return <Loaded query={query}>{(page) => <Content page={page} />}</Loaded>;
}

function Content({ page }: { page: Case }) {
  const w = useWords(caseWords);
  return (
    <>
      <PageHead title={page.title} lead={w.kinds[page.kind] ?? page.kind}>
        <Actions page={page} />
      </PageHead>
      <div className="columns">
        <div>
          {page.text && <Panel title={w.text}><div className="written"><Foreign text={page.text} /></div></Panel>}
          {page.kind === 'takedown' && <TakedownPart page={page} />}
          {page.kind === 'request' && <RequestPart page={page} />}
          <CaseRecord page={page} />
        </div>
        <div>
          <FactsPart page={page} />
          <Reminders page={page} />
          <Links page={page} />
        </div>
      </div>
    </>
  );
}

function Actions({ page }: { page: Case }) {
  const w = useWords(caseWords);
  const client = useQueryClient();
  const [doing, setDoing] = useState('');
  const take = useMutation({ mutationFn: () => takeCase(page.id), onSuccess: (next) => taken(client, next) });
  const close = () => setDoing('');
  const goesOn = !page.endedAt;
  return (
    <>
      {(goesOn || page.kind !== 'request') && <Button onClick={() => setDoing('move')}>{w.move}</Button>}
      {goesOn && page.kind === 'incident' && <Button variant="default" onClick={() => setDoing('edit')}>{w.edit}</Button>}
      {page.kind === 'request' && page.state === 'draft' && <Button variant="default" onClick={() => setDoing('ask')}>{w.edit}</Button>}
      {goesOn && <Button variant="default" onClick={() => take.mutate()} loading={take.isPending}>{w.take}</Button>}
      {take.error && <Failure error={take.error} />}
      {doing === 'move' && <MoveCase page={page} close={close} />}
      {doing === 'edit' && <EditIncident kind="incident" page={page} close={close} />}
      {doing === 'ask' && <EditRequest page={page} close={close} />}
    </>
  );
}

function FactsPart({ page }: { page: Case }) {
  const w = useWords(caseWords);
  const { incident } = page;
  return (
    <Panel title={w.facts}>
      <dl className="facts">
        <dt>{w.state}</dt>
        <dd><span className={`tag ${page.endedAt ? '' : 'wait'}`}>{w.states[page.state] ?? page.state}</span></dd>
        {page.outcome && (
          <>
            <dt>{w.endedAs}</dt>
            <dd><Foreign text={page.outcome} /></dd>
          </>
        )}
        <dt>{w.opened}</dt>
        <dd><Moment at={page.openedAt} /> · {page.openedBy}</dd>
        <dt>{w.keeper}</dt>
        <dd>{page.keeper ?? '—'}</dd>
        {page.kind !== 'request' && page.kind !== 'takedown' && (
          <>
            <dt>{w.organization}</dt>
            <dd>{page.organization || <span className="quiet">{w.nobody}</span>}</dd>
          </>
        )}
        {incident && (
          <>
            <dt>{w.type}</dt>
            <dd>{w.types[incident.type] ?? incident.type}</dd>
            <dt>{w.region}</dt>
            <dd>{w.regions[incident.region] ?? incident.region}</dd>
            <dt>{w.organizationKind}</dt>
            <dd>{w.organizationKinds[incident.organizationKind] ?? incident.organizationKind}</dd>
            <dt>{w.aware}</dt>
            <dd><Moment at={incident.awareAt} /></dd>
            {incident.throughSupplier && <dd className="wide">{w.supplier}</dd>}
          </>
        )}
      </dl>
    </Panel>
  );
}

function Reminders({ page }: { page: Case }) {
  const w = useWords(caseWords);
  const client = useQueryClient();
  const done = useMutation({ mutationFn: (code: string) => doneReminder(page.id, code), onSuccess: (next) => taken(client, next) });
  return (
    <Panel title={w.reminders}>
      {page.reminders.length === 0 && <p className="quiet">{w.noReminders}</p>}
      <ul className="plain-list">
        {page.reminders.map(({ code, due, doneAt, doneBy }) => (
          <li key={code}>
            <div>{w.codes[code] ?? code}</div>
            <div className="row small">
              <Moment at={due} />
              {doneAt ? (
                <span className="tag good">{w.doneBy(doneBy ?? '')}</span>
              ) : (
                <>
                  {new Date(due) < new Date() && <span className="tag bad">{w.overdue}</span>}
                  {!page.endedAt && (
                    <button type="button" className="plain-button" aria-label={`${w.done}: ${w.codes[code] ?? code}`} onClick={() => done.mutate(code)} disabled={done.isPending}>
                      {w.done}
                    </button>
                  )}
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
      {done.error && <Failure error={done.error} />}
      <p className="quiet small apart">{w.remindersHint}</p>
    </Panel>
  );
}
