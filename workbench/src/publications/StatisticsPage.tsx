import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { table } from '../shared/csv';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { saveText } from '../shared/saveText';
import { Empty, Loaded } from '../shared/States';
import { duration } from '../shared/time';
import { faredQuery, HOURS, months, type Fared } from './followUp';
import { followUpWords } from './followUpWords';

/** How warnings fared: each one, and over time. */
export default function StatisticsPage() {
  const w = useWords(followUpWords);
  const fared = useQuery(faredQuery);
  return (
    <>
      <PageHead title={w.statistics} lead={w.statisticsHint}>
        {fared.data && <Button variant="default" onClick={() => save(fared.data.publications)}>{w.csv}</Button>}
      </PageHead>
      <Loaded query={fared}>
        {({ publications }) => (publications.length === 0 ? <Empty title={w.nothing} /> : <><Months fared={publications} /><Each fared={publications} /></>)}
      </Loaded>
    </>
  );
}

/** Column names of the file are English and stay the same, for whoever reads it by machine. */
function save(fared: readonly Fared[]) {
  const head = ['reference', 'title', 'title_en', 'published', 'seconds_to_publish', 'recipients', 'opened', 'acknowledged', ...HOURS.map((hours) => `acknowledged_in_${hours}h`), 'affected', 'mitigated', 'not_applicable', 'mails_not_arrived', 'seconds_to_all_acknowledged', 'seconds_to_immunity'];
  const rows = fared.map((row) =>
    [
      row.reference, row.title, row.titleEn, row.publishedAt, Math.round(row.toPublishSeconds), row.recipients, row.opened, row.acknowledged, ...row.acknowledgedWithin,
      row.affected, row.mitigated, row.notApplicable, row.bounced, row.allAcknowledgedSeconds == null ? '' : Math.round(row.allAcknowledgedSeconds), row.immunitySeconds == null ? '' : Math.round(row.immunitySeconds),
    ].map(String),
  );
  saveText('warnings.csv', table([head, ...rows]), 'text/csv');
}

const percent = (part: number) => `${Math.round(part * 100)} %`;

function Months({ fared }: { fared: readonly Fared[] }) {
  const w = useWords(followUpWords);
  const { language } = useLanguage();
  return (
    <Panel title={w.perMonth}>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={w.perMonth}>
        <table className="list">
          <thead>
            <tr>
              <th scope="col">{w.month}</th>
              <th scope="col" className="number">{w.warnings}</th>
              <th scope="col" className="number">{w.middle}</th>
              {HOURS.map((hours) => <th scope="col" className="number" key={hours}>{w.within(hours)}</th>)}
            </tr>
          </thead>
          <tbody>
            {months(fared).map((month) => (
              <tr key={month.month}>
                <td>{month.month}</td>
                <td className="number">{month.warnings}</td>
                <td className="number">{month.toPublish === undefined ? '' : duration(month.toPublish, language)}</td>
                {month.within.map((part, i) => <td className="number" key={HOURS[i]}>{percent(part)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Each({ fared }: { fared: readonly Fared[] }) {
  const w = useWords(followUpWords);
  const { language } = useLanguage();
  return (
    <Panel title={w.warnings}>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={w.warnings}>
        <table className="list">
          <thead>
            <tr>
              <th scope="col">{w.warning}</th>
              <th scope="col">{w.published}</th>
              {[w.toPublish, w.recipients, ...HOURS.map(w.within), w.answers.affected, w.answers.mitigated, w.bounced, w.immunity].map((each) => <th scope="col" className="number" key={each}>{each}</th>)}
            </tr>
          </thead>
          <tbody>
            {fared.map((row) => (
              <tr key={row.id}>
                <td className="main"><Link to="/publications/$id" params={{ id: row.id }} className="row-link"><Foreign text={language === 'nl' ? row.title : row.titleEn} /></Link></td>
                <td><Moment at={row.publishedAt} /></td>
                <td className="number">{duration(row.toPublishSeconds, language)}</td>
                <td className="number">{row.recipients}</td>
                {row.acknowledgedWithin.map((n, i) => <td className="number" key={HOURS[i]}>{n}</td>)}
                <td className="number">{row.affected}</td>
                <td className="number">{row.mitigated}</td>
                <td className="number">{row.bounced}</td>
                <td className="number">{row.immunitySeconds == null ? '' : duration(row.immunitySeconds, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
