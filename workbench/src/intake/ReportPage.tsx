import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useAtCert, useMay } from '../accounts/session';
import type { Schema } from '../api/client';
import { FromReport } from '../cases/FromReport';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { Present } from '../shared/Present';
import { Loaded } from '../shared/States';
import { CodesPanel } from './Codes';
import { AgesPanel } from './AgesPanel';
import { LinkPanel } from './LinkPanel';
import { MailPanel } from './MailPanel';
import { MarkedText } from './MarkedText';
import { Nameless } from './Nameless';
import { ReportActions } from './ReportActions';
import { reportQuery } from './queries';
import { Standing } from './Standing';
import { HintTag, StateTag } from './Tags';
import { TogetherPanel } from './TogetherPanel';
import { ValueList } from './ValueList';
import { intakeWords } from './words';
import './intake.css';

type Report = Schema<'ReportView'>;

/** One report: the message with what was found in it, and what to do about it. */
export default function ReportPage() {
  const { id = '' } = useParams({ strict: false });
  const report = useQuery(reportQuery(id));
  return <Loaded query={report}>{(data) => <Content report={data} />}</Loaded>;
}

function Content({ report }: { report: Report }) {
  const w = useWords(intakeWords);
  const may = useMay();
  const atCert = useAtCert();
  const desk = atCert && may('triage-reports');
  const channel = w.channels[report.channel] ?? report.channel;
  return (
    <>
      <PageHead title={`${channel} · ${report.organization || w.nameless}`} lead={w.what[report.state]}>
        <ReportActions report={report} />
      </PageHead>
      <Present kind="report" id={report.id} />
      <div className="columns">
        <div>
          <Panel title={w.document}>
            <MarkedText text={report.text} values={report.extraction.values} />
          </Panel>
          {report.state === 'answered' && <Panel title={w.answer}><div className="written"><Foreign text={report.reason ?? ''} /></div></Panel>}
          <CodesPanel codes={report.codes} />
          <Panel title={w.values}>
            <ValueList values={report.extraction.values} />
          </Panel>
        </div>
        <div>
          <Facts report={report} />
          {desk && <TogetherPanel report={report} />}
          <MailPanel report={report} />
          {desk && <AgesPanel report={report.id} />}
          {desk && <LinkPanel report={report} />}
          {desk && <FromReport report={report.id} />}
          <Remarks remarks={report.extraction.remarks} />
        </div>
      </div>
    </>
  );
}

function Facts({ report }: { report: Report }) {
  const w = useWords(intakeWords);
  const { brands, amounts, hint, score } = report.extraction;
  return (
    <Panel title={w.facts}>
      <dl className="facts">
        <dt>{w.state}</dt>
        <dd className="row">
          <StateTag state={report.state} />
          {report.claimedBy && report.state === 'claimed' && <span className="quiet">{w.claimedBy(report.claimedBy)}</span>}
          {report.desk && <Standing place={report.desk} claimed={report.state === 'claimed'} />}
        </dd>
        {report.reason && report.state === 'dismissed' && (
          <>
            <dt>{w.dismissedBecause}</dt>
            <dd><Foreign text={report.reason} /></dd>
          </>
        )}
        <dt>{w.received}</dt>
        <dd><Moment at={report.receivedAt} /></dd>
        <dt>{w.from}</dt>
        <dd>
          {report.organization || w.nameless}
          {report.anonymous && <Nameless report={report} />}
        </dd>
        <dt>{w.sender}</dt>
        <dd>{report.sender ? <Foreign text={report.sender} /> : <span className="quiet">{w.noSender}</span>}</dd>
        <dt>{w.hint}</dt>
        <dd className="row">
          <HintTag hint={hint} />
          <span className="quiet small">{w.score}: {score}</span>
        </dd>
        {brands.length > 0 && (
          <>
            <dt>{w.brands}</dt>
            <dd>{brands.join(', ')}</dd>
          </>
        )}
        {amounts.length > 0 && (
          <>
            <dt>{w.amounts}</dt>
            <dd>{amounts.join(', ')}</dd>
          </>
        )}
        <dt>{w.reports}</dt>
        <dd>{w.similar(report.similar)}</dd>
      </dl>
    </Panel>
  );
}

function Remarks({ remarks }: { remarks: Schema<'RemarkView'>[] }) {
  const w = useWords(intakeWords);
  const { language } = useLanguage();
  return (
    <Panel title={w.remarks}>
      {remarks.length === 0 && <p className="quiet">{w.noRemarks}</p>}
      <ul className="plain-list">
        {remarks.map((remark) => (
          <li key={remark.rule} className="remark">
            <span className={`tag ${remark.weight > 0 ? 'wait' : 'good'}`}>{remark.weight > 0 ? `+${remark.weight}` : remark.weight}</span>
            <span>{remark[language]}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
