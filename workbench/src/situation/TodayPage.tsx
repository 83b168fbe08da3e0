import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useAtCert, useMay } from '../accounts/session';
import type { Schema } from '../api/client';
import { OwnTasks } from '../investigations/OwnTasks';
import { howMany } from '../knowledge/alerts';
import { NEW_ANSWERS, NewAnswers, useNewAnswers } from '../knowledge/NewAnswers';
import { useLanguage, useWords } from '../shared/i18n';
import { orMore } from '../shared/orMore';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { Empty, Loaded } from '../shared/States';
import { count } from '../shared/time';
import { Beginning } from '../learning/Beginning';
import { Portal } from '../portal/Portal';
import { portalWords } from '../portal/words';
import { ActivityList } from './ActivityList';
import { HeroFigure, Progress } from './Progress';
import { overviewQuery } from './queries';
import { situationWords } from './words';
import './situation.css';

type Overview = Schema<'Overview'>;

/** The loop at a glance, live. */
export default function TodayPage() {
  const w = useWords(situationWords);
  const p = useWords(portalWords);
  const atCert = useAtCert();
  const may = useMay();
  const overview = useQuery(overviewQuery);
  return (
    <>
      <PageHead title={w.today} lead={atCert ? w.lead : p.lead}>
        {!atCert && may('report') && (
          <Button component={Link} to="/desk/new">
            {w.toReport}
          </Button>
        )}
      </PageHead>
      <Loaded query={overview} lines={14}>
        {(data) => (
          <>
            <Top overview={data} atCert={atCert} />
            {!atCert && may('own-account') && <Portal />}
            <div className="columns">
              <Panel title={w.activity} aside={<Link to="/activity">{w.allActivity}</Link>}>
                {data.activity.length === 0 ? (
                  <Empty title={w.activityEmpty}>{w.activityEmptyHint}</Empty>
                ) : (
                  <ActivityList entries={data.activity} />
                )}
              </Panel>
              <div>
                <NewAnswers />
                <OwnTasks />
                <Panel title={w.warnings}>
                  {data.immunity.length === 0 ? <p className="quiet">{atCert ? w.immunityEmpty : w.noWarnings}</p> : <Progress rows={data.immunity} />}
                </Panel>
              </div>
            </div>
            {atCert && may('own-account') && <Beginning />}
          </>
        )}
      </Loaded>
    </>
  );
}

function Top({ overview, atCert }: { overview: Overview; atCert: boolean }) {
  return (
    <div className="top">
      <HeroFigure newest={overview.immunity[0]} />
      {atCert ? <WaitingFor waiting={overview.waiting} /> : <WaitingForMember />}
      <Totals totals={overview.totals} atCert={atCert} />
    </div>
  );
}

interface Line {
  n: number;
  /** As it is written, where that is not the number itself. */
  shown?: string;
  what: string;
  to: '/' | '/publications' | '/desk' | '/cases';
  search?: { state: string };
  hash?: string;
}

/** What is new of the reader's saved questions, in one line; empty when there is nothing. */
function useFreshLine(): Line[] {
  const w = useWords(situationWords);
  const fresh = useNewAnswers();
  return fresh.length === 0 ? [] : [{ n: fresh.length, shown: howMany(fresh), what: w.waitAnswers(fresh.length), to: '/', hash: NEW_ANSWERS }];
}

function WaitingFor({ waiting }: { waiting: Overview['waiting'] }) {
  const w = useWords(situationWords);
  const fresh = useFreshLine();
  const lines: Line[] = [
    { n: waiting.stopped, what: w.waitStopped(waiting.stopped), to: '/publications' },
    { n: waiting.missed, what: w.waitMissed(waiting.missed), to: '/publications' },
    ...fresh,
    { n: waiting.reports, shown: orMore(waiting.reports), what: w.waitReports(waiting.reports), to: '/desk' },
    { n: waiting.due, what: w.waitDue(waiting.due), to: '/cases' },
    { n: waiting.cases, what: w.waitCases(waiting.cases), to: '/cases' },
    { n: waiting.late, shown: orMore(waiting.late), what: w.waitLate(waiting.late), to: '/desk' },
    { n: waiting.mine, shown: orMore(waiting.mine), what: w.waitMine(waiting.mine), to: '/desk', search: { state: 'mine' } },
    { n: waiting.drafts, what: w.waitDrafts(waiting.drafts), to: '/publications' },
    { n: waiting.reviews, what: w.waitReviews(waiting.reviews), to: '/publications' },
    { n: waiting.approved, what: w.waitApproved(waiting.approved), to: '/publications' },
  ];
  const waits = lines.filter(({ n }) => n !== 0);
  return (
    <Panel title={w.waiting}>
      {waits.length === 0 && <p className="quiet">{w.nothingWaits}</p>}
      <Lines lines={waits} />
    </Panel>
  );
}

/** A member's own: only when there is something. */
function WaitingForMember() {
  const w = useWords(situationWords);
  const fresh = useFreshLine();
  return fresh.length > 0 && <Panel title={w.waitsForYou}><Lines lines={fresh} /></Panel>;
}

function Lines({ lines }: { lines: Line[] }) {
  return (
    <ul className="figures">
      {lines.map(({ n, shown, what, to, search, hash }) => (
        <li key={what}>
          <span className="figure">{shown ?? n}</span>
          <Link to={to} search={search ?? {}} hash={hash}>{what}</Link>
        </li>
      ))}
    </ul>
  );
}

function Totals({ totals, atCert }: { totals: Overview['totals']; atCert: boolean }) {
  const w = useWords(situationWords);
  const { language } = useLanguage();
  const lines: [number, string][] = [
    [totals.objects, w.objects],
    [totals.indicators, w.indicators],
    ...(atCert ? ([[totals.sources, w.sources], [totals.members, w.members]] as [number, string][]) : []),
    [totals.scouts, w.scouts(totals.scoutsConnected)],
  ];
  return (
    <Panel title={w.known}>
      <ul className="figures">
        {lines.map(([n, what]) => (
          <li key={what}>
            <span className="figure">{count(n, language)}</span>
            <span>{what}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
