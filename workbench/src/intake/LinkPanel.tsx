import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Failure } from '../shared/States';
import { linkWords } from './linkWords';
import { followLink, visitsQuery } from './queries';

/** Follows one link of a report, where the operator lets people do so, and tells where it led. */
export function LinkPanel({ report }: { report: Schema<'ReportView'> }) {
  const w = useWords(linkWords);
  const visits = useQuery(visitsQuery(report.id));
  const links = report.extraction.values.filter(({ kind }) => kind === 'url');
  if (!visits.data || (!visits.data.on && visits.data.visits.length === 0)) {
    return null;
  }
  return (
    <Panel title={w.title}>
      {visits.data.on && links.length > 0 && <Follow report={report.id} links={links} />}
      {visits.data.visits.map((visit) => <Visit key={visit.id} report={report.id} visit={visit} />)}
    </Panel>
  );
}

function Follow({ report, links }: { report: string; links: Schema<'ReportValue'>[] }) {
  const w = useWords(linkWords);
  const client = useQueryClient();
  const [link, setLink] = useState(links[0]?.text ?? '');
  const [why, setWhy] = useState('');
  const follow = useMutation({
    mutationFn: () => followLink(report, link, why),
    onSuccess: async () => {
      setWhy('');
      await client.invalidateQueries({ queryKey: ['report-visits', report] });
    },
  });
  return (
    <div className="stack">
      <NativeSelect label={w.link} value={link} onChange={(e) => setLink(e.currentTarget.value)} data={links.map((each) => ({ value: each.text, label: each.defanged }))} />
      <Textarea label={w.why} description={w.whyHint} value={why} onChange={(e) => setWhy(e.currentTarget.value)} maxLength={2_000} autosize minRows={2} />
      <p className="notice warn small">{w.seen}</p>
      {follow.error && <Failure error={follow.error} />}
      <Button variant="default" disabled={why.trim() === ''} loading={follow.isPending} onClick={() => follow.mutate()}>{w.follow}</Button>
    </div>
  );
}

function Visit({ report, visit }: { report: string; visit: Schema<'VisitView'> }) {
  const w = useWords(linkWords);
  return (
    <div className="apart">
      <p className="small"><Moment at={visit.begunAt} /> · <Foreign text={visit.by} />: <Foreign text={visit.why} /></p>
      <ol className="small">
        {visit.hops.map(({ address, status }, place) => (
          <li key={place}><span className="mono break"><Foreign text={address} /></span> <span className="tag">{status === 0 ? w.noAnswer : status}</span></li>
        ))}
      </ol>
      <p className="small">{visit.outcome == null ? w.going : (w.outcomes[visit.outcome] ?? visit.outcome)}</p>
      {visit.page != null && (
        <details className="small">
          <summary>{w.page}</summary>
          {visit.title !== '' && <p><strong><Foreign text={visit.title} /></strong></p>}
          {visit.words !== '' && <pre className="raw small"><Foreign text={visit.words} /></pre>}
          <p className="mono break">SHA-256 {visit.page}</p>
          <a href={`/api/reports/${report}/visits/${visit.id}/page`} download>{w.bytes}</a>
        </details>
      )}
    </div>
  );
}
