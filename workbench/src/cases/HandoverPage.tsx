import { Button, NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { saveText } from '../shared/saveText';
import { Loaded } from '../shared/States';
import { CaseTable } from './CaseTable';
import { handoverQuery, type Handover } from './news';
import { newsWords } from './newsWords';
import { caseWords } from './words';

type Done = Handover['done'][number];

/** What one shift tells the next. */
export default function HandoverPage() {
  const n = useWords(newsWords);
  const w = useWords(caseWords);
  const [hours, setHours] = useState(12);
  const handover = useQuery(handoverQuery(hours));
  return (
    <>
      <PageHead title={n.handover} lead={n.handoverLead}>
        <NumberInput aria-label={n.hours} value={hours} onChange={(value) => setHours(Math.min(168, Math.max(1, Number(value) || 12)))} min={1} max={168} w="6rem" />
        {handover.data && <Button variant="default" onClick={() => saveText('handover.txt', text(handover.data, n, w), 'text/plain')}>{n.copy}</Button>}
      </PageHead>
      <Loaded query={handover} lines={10}>
        {(data) => (
          <>
            <Panel title={n.goesOn}>{data.open.length === 0 ? <p className="quiet">{n.nothingOn}</p> : <CaseTable cases={data.open} />}</Panel>
            <Panel title={n.waits}><p>{waits(data, n)}</p></Panel>
            <Panel title={n.inHand}><InHand reports={data.inHand} /></Panel>
            <Panel title={n.told}><Entries done={data.done.filter(({ kind }) => kind === 'told')} none={n.nobodyTold} /></Panel>
            <Panel title={n.done}><Entries done={data.done.filter(({ kind }) => kind !== 'told')} none={n.nothingDone} /></Panel>
          </>
        )}
      </Loaded>
    </>
  );
}

type Words = typeof newsWords.en;
type CaseWords = typeof caseWords.en;

const waits = (data: Handover, n: Words) => [n.reports(data.reports), ...(data.late > 0 ? [n.late(data.late)] : []), ...(data.later > 0 ? [n.later(data.later)] : []), n.csaf(data.news.csaf ?? 0), n.rss(data.news.rss ?? 0)].join(', ');

/** What an entry is about, in words where there are words for it. */
function subject(done: Done, w: CaseWords): string {
  const words = { state: w.states, reminder: w.codes, opened: w.kinds }[done.kind];
  return done.kind === 'keeper' ? '' : (words?.[done.subject] ?? done.subject);
}

const line = (done: Done, w: CaseWords) => [done.by, w.entries[done.kind] ?? done.kind, subject(done, w)].filter(Boolean).join(' ');

function Entries({ done, none }: { done: Done[]; none: string }) {
  const w = useWords(caseWords);
  if (done.length === 0) {
    return <p className="quiet">{none}</p>;
  }
  return (
    <ul className="plain-list">
      {done.map((each, i) => (
        <li key={i}>
          <div className="small"><span className="quiet"><Moment at={each.at} /></span> <Foreign text={line(each, w)} /></div>
          <Link to="/cases/$id" params={{ id: each.caseId }} className="row-link"><Foreign text={each.title} /></Link>
          {each.text && <div className="written"><Foreign text={each.text} /></div>}
        </li>
      ))}
    </ul>
  );
}

/** Reports that somebody works on, with what was last said. */
function InHand({ reports }: { reports: Handover['inHand'] }) {
  const n = useWords(newsWords);
  if (reports.length === 0) {
    return <p className="quiet">{n.nothingInHand}</p>;
  }
  return (
    <ul className="plain-list">
      {reports.map((report) => (
        <li key={report.id}>
          <Link to="/desk/$id" params={{ id: report.id }} className="row-link"><Foreign text={report.text} /></Link>
          <div className="row small">
            <span className="quiet"><Foreign text={n.with(report.keeper)} /></span>
            {report.late && <span className="tag bad">{n.tooLate}</span>}
            {report.again != null && <span className="quiet">{n.comesBack} <Moment at={report.again} /></span>}
          </div>
          {report.note && <div className="written"><Foreign text={report.note} /></div>}
        </li>
      ))}
    </ul>
  );
}

/** The same as plain text, moments in UTC. */
function text(data: Handover, n: Words, w: CaseWords): string {
  const open = data.open.map((row) => `- ${w.kinds[row.kind] ?? row.kind}: ${row.title} (${w.states[row.state] ?? row.state}; ${w.keeper}: ${row.keeper ?? n.nobody})${row.next ? `\n  ${w.codes[row.next.code] ?? row.next.code}: ${row.next.due}` : ''}`);
  const some = (done: Done[]) => done.map((each) => `- ${each.at} ${each.title}: ${line(each, w)}${each.text ? ` — ${each.text}` : ''}`);
  const part = (title: string, lines: string[], none: string) => [title.toUpperCase(), ...(lines.length > 0 ? lines : [none]), ''];
  return [
    `${n.handover}: ${data.since} – ${data.until}`, 'TLP:AMBER+STRICT', '',
    ...part(n.goesOn, open, n.nothingOn),
    ...part(n.waits, [waits(data, n)], ''),
    ...part(n.inHand, data.inHand.map((each) => `- ${each.text.replace(/\s+/g, ' ')} (${n.with(each.keeper)}${each.late ? `, ${n.tooLate}` : ''}${each.again ? `, ${n.comesBack} ${each.again}` : ''})${each.note ? ` — ${each.note}` : ''}`), n.nothingInHand),
    ...part(n.told, some(data.done.filter(({ kind }) => kind === 'told')), n.nobodyTold),
    ...part(n.done, some(data.done.filter(({ kind }) => kind !== 'told')), n.nothingDone),
    'TLP:AMBER+STRICT',
  ].join('\n');
}
