import { Button, NumberInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { saveText } from '../shared/saveText';
import { Failure, Loaded } from '../shared/States';
import { sharedWords } from '../shared/words';
import { CaseTable } from './CaseTable';
import { handoverText, line, waits, type Done } from './handoverText';
import { handoverQuery, wholeHandover, type Handover } from './news';
import { newsWords } from './newsWords';
import { caseWords } from './words';

const AT_ONCE = 100;

/** What one shift tells the next. */
export default function HandoverPage() {
  const n = useWords(newsWords);
  const w = useWords(caseWords);
  const [hours, setHours] = useState(12);
  const handover = useQuery(handoverQuery(hours));
  const save = useMutation({
    mutationFn: () => wholeHandover(hours),
    onSuccess: (whole) => saveText('handover.txt', handoverText(whole, n, w), 'text/plain'),
  });
  return (
    <>
      <PageHead title={n.handover} lead={n.handoverLead}>
        <NumberInput aria-label={n.hours} value={hours} onChange={(value) => setHours(Math.min(168, Math.max(1, Number(value) || 12)))} min={1} max={168} w="6rem" />
        {handover.data && <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>{n.copy}</Button>}
      </PageHead>
      {save.error && <Failure error={save.error} />}
      <Loaded query={handover} lines={10}>
        {(data) => (
          <>
            <Panel title={n.goesOn}>{data.open.length === 0 ? <p className="quiet">{n.nothingOn}</p> : <Some all={data.open}>{(some) => <CaseTable cases={some} />}</Some>}</Panel>
            <Panel title={n.waits}><p>{waits(data, n)}</p><p className="way"><Link to="/desk">{n.toDesk}</Link></p></Panel>
            <Panel title={n.inHand}><InHand reports={data.inHand} /></Panel>
            <Panel title={n.told}><Entries done={data.done.filter(({ kind }) => kind === 'told')} none={n.nobodyTold} /></Panel>
            <Panel title={n.done}><Entries done={data.done.filter(({ kind }) => kind !== 'told')} none={n.nothingDone} /></Panel>
          </>
        )}
      </Loaded>
    </>
  );
}

function Entries({ done, none }: { done: Done[]; none: string }) {
  const w = useWords(caseWords);
  if (done.length === 0) {
    return <p className="quiet">{none}</p>;
  }
  return (
    <Some all={done}>
      {(some) => (
        <ul className="plain-list">
          {some.map((each, i) => (
            <li key={i}>
              <div className="small"><span className="quiet"><Moment at={each.at} /></span> <Foreign text={line(each, w)} /></div>
              <Link to="/cases/$id" params={{ id: each.caseId }} className="row-link"><Foreign text={each.title} /></Link>
              {each.text && <div className="written"><Foreign text={each.text} /></div>}
            </li>
          ))}
        </ul>
      )}
    </Some>
  );
}

/** Reports that somebody works on, with what was last said. */
function InHand({ reports }: { reports: Handover['inHand'] }) {
  const n = useWords(newsWords);
  if (reports.length === 0) {
    return <p className="quiet">{n.nothingInHand}</p>;
  }
  return (
    <Some all={reports}>
      {(some) => (
        <ul className="plain-list">
          {some.map((report) => (
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
      )}
    </Some>
  );
}

/** The first of a long list, and the rest a hundred at a time. */
function Some<T>({ all, children }: { all: T[]; children: (some: T[]) => ReactNode }) {
  const w = useWords(sharedWords);
  const n = useWords(newsWords);
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <>
      {children(all.slice(0, shown))}
      {all.length > shown && (
        <div className="more">
          <p className="quiet small" role="status">{n.shown(shown, all.length)}</p>
          <Button variant="default" onClick={() => setShown(shown + AT_ONCE)}>{w.more}</Button>
        </div>
      )}
    </>
  );
}
