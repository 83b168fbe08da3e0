import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useSession } from '../accounts/session';
import { table } from '../shared/csv';
import { useLanguage, useWords } from '../shared/i18n';
import { More } from '../shared/More';
import { PageHead } from '../shared/PageHead';
import { saveText } from '../shared/saveText';
import { Empty, Failure, Waiting } from '../shared/States';
import { count } from '../shared/time';
import { AuditTable } from './AuditTable';
import { auditQuery, checkAudit, type AuditQuestion, type AuditRow } from './queries';
import { auditWords } from './words';
import './audit.css';

/** Who did, read and asked what; what is looked for stands in the address. */
export default function AuditPage() {
  const w = useWords(auditWords);
  const navigate = useNavigate();
  const asked: Partial<AuditQuestion> = useSearch({ strict: false });
  const question = { actor: asked.actor ?? '', action: asked.action ?? '', subject: asked.subject ?? '' };
  const atCert = useSession().me.organization.kind === 'cert';
  const ask = (changed: Partial<AuditQuestion>) => void navigate({ to: '/audit', search: { ...question, ...changed } });
  return (
    <>
      <PageHead title={w.title} lead={w.lead} />
      {atCert ? <Check /> : <p className="notice">{w.own}</p>}
      <Filter key={JSON.stringify(question)} question={question} ask={ask} />
      <Rows question={question} ask={ask} />
    </>
  );
}

interface Props {
  question: AuditQuestion;
  ask: (changed: Partial<AuditQuestion>) => void;
}

function Filter({ question, ask }: Props) {
  const w = useWords(auditWords);
  const [draft, setDraft] = useState(question);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask(draft);
  };
  return (
    <form className="filters audit-filter" onSubmit={submit}>
      <TextInput label={w.who} description={w.actorHint} value={draft.actor} onChange={(e) => setDraft({ ...draft, actor: e.currentTarget.value })} />
      <TextInput label={w.about} description={w.subjectHint} value={draft.subject} onChange={(e) => setDraft({ ...draft, subject: e.currentTarget.value })} />
      <Button type="submit" variant="default">{w.show}</Button>
      {(question.actor || question.action || question.subject) && (
        <Button variant="subtle" onClick={() => ask({ actor: '', action: '', subject: '' })}>{w.everything}</Button>
      )}
      {question.action && <span className="tag">{w.onlyWhat(w.actions[question.action] ?? question.action)}</span>}
    </form>
  );
}

function Rows({ question, ask }: Props) {
  const w = useWords(auditWords);
  const pages = useInfiniteQuery(auditQuery(question));
  const rows = pages.data?.pages.flatMap((page) => page.rows);
  if (!rows) {
    return pages.error ? <Failure error={pages.error} again={() => void pages.refetch()} /> : <Waiting lines={12} />;
  }
  if (rows.length === 0) {
    return <Empty title={w.none}>{w.noneHint}</Empty>;
  }
  return (
    <>
      <AuditTable rows={rows} ask={ask} />
      <More pages={pages} endless />
      <p className="actions">
        <Button variant="default" size="xs" onClick={() => saveText('theriac-audit.csv', asCsv(rows), 'text/csv')}>{w.csv}</Button>
      </p>
    </>
  );
}

function asCsv(rows: AuditRow[]): string {
  return table([
    ['row', 'at', 'actor', 'address', 'action', 'subject', 'outcome', 'detail'],
    ...rows.map((row) => [String(row.place), row.at, row.actor, row.address, row.action, row.subject, row.outcome, row.detail]),
  ]);
}

function Check() {
  const w = useWords(auditWords);
  const { language } = useLanguage();
  const check = useMutation({ mutationFn: checkAudit });
  const said = check.data;
  return (
    <div className="actions audit-check" role="status">
      <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>{w.check}</Button>
      {check.isPending && <span className="quiet small">{w.checking}</span>}
      {check.error && <Failure error={check.error} />}
      {said && said.fault == null && (
        <span>
          <span className="tag good">✓</span> {w.whole(count(said.rows, language))} {said.first > 1 && w.wholeFrom(count(said.first, language))}{' '}
          {said.blanked > 0 && w.blanked(count(said.blanked, language))}
        </span>
      )}
      {said?.fault != null && <span><span className="tag bad">!</span> {w.broken(count(said.rows, language))} {said.fault}</span>}
    </div>
  );
}
