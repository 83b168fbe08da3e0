import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Empty, Loaded } from '../shared/States';
import { count } from '../shared/time';
import { Begin } from './Begin';
import { investigationsQuery } from './queries';
import { investigationWords } from './words';

/** The investigations that one is in, those that go on first. */
export default function InvestigationsPage() {
  const w = useWords(investigationWords);
  const [open, setOpen] = useState(false);
  return (
    <>
      <PageHead title={w.title} lead={w.lead}>
        <Button onClick={() => setOpen(true)}>{w.begin}</Button>
      </PageHead>
      <details className="how-to">
        <summary>{w.how}</summary>
        <dl className="facts">{Object.entries(w.howItWorks).map(([key, [what, how]]) => <div key={key} style={{ display: 'contents' }}><dt>{what}</dt><dd>{how}</dd></div>)}</dl>
      </details>
      <List />
      {open && <Begin close={() => setOpen(false)} />}
    </>
  );
}

function List() {
  const w = useWords(investigationWords);
  const { language } = useLanguage();
  const investigations = useQuery(investigationsQuery);
  return (
    <Loaded query={investigations}>
      {({ investigations: rows }) =>
        rows.length === 0 ? (
          <Empty title={w.none}>{w.noneHint}</Empty>
        ) : (
          <table className="list folds">
            <thead>
              <tr>
                <th scope="col">{w.name}</th>
                <th scope="col" className="number">{w.people}</th>
                <th scope="col" className="number">{w.objects}</th>
                <th scope="col" className="number">{w.openTasks}</th>
                <th scope="col" className="number">{w.drafts}</th>
                <th scope="col">{w.changed}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td className="main">
                    <Link to="/investigations/$id" params={{ id: row.id }} search={{}} className="row-link" data-line><Foreign text={row.title} /></Link>{' '}
                    {row.closed && <span className="tag">{w.closed}</span>}
                  </td>
                  <td className="number" data-label={w.people}>{count(row.people, language)}</td>
                  <td className="number" data-label={w.objects}>{count(row.objects, language)}</td>
                  <td className="number" data-label={w.openTasks}>{count(row.openTasks, language)}</td>
                  <td className="number" data-label={w.drafts}>{count(row.drafts, language)}</td>
                  <td data-label={w.changed}><Moment at={row.changedAt} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Loaded>
  );
}
