import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { More } from '../shared/More';
import { PageHead } from '../shared/PageHead';
import { Empty, Failure, Waiting } from '../shared/States';
import { documentPagesQuery } from './queries';
import { ReadForm } from './ReadForm';
import { documentWords } from './words';
import './documents.css';

/** What was read, newest first, and a way to read more. */
export default function DocumentsPage() {
  const w = useWords(documentWords);
  const pages = useInfiniteQuery(documentPagesQuery);
  const documents = pages.data?.pages.flatMap((page) => page.documents);
  return (
    <>
      <PageHead title={w.documents} lead={w.documentsHint} />
      <div className="read-form"><ReadForm /></div>
      {pages.error && !documents && <Failure error={pages.error} again={() => void pages.refetch()} />}
      {!pages.error && !documents && <Waiting lines={6} />}
      {documents && documents.length === 0 && <Empty title={w.none}>{w.noneHint}</Empty>}
      {documents && documents.length > 0 && <Table documents={documents} />}
      <More pages={pages} />
    </>
  );
}

function Table({ documents }: { documents: Schema<'DocumentRow'>[] }) {
  const w = useWords(documentWords);
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.title}</th>
          <th scope="col">{w.origin}</th>
          <th scope="col" className="number">{w.open}</th>
          <th scope="col" className="number">{w.taken}</th>
          <th scope="col">{w.report}</th>
          <th scope="col">{w.readBy}</th>
          <th scope="col">{w.when}</th>
        </tr>
      </thead>
      <tbody>
        {documents.map((document) => (
          <tr key={document.id}>
            <td className="main">
              <Link to="/documents/$id" params={{ id: document.id }} className="row-link" data-line>
                <Foreign text={document.title} />
              </Link>
            </td>
            <td data-label={w.origin}>{w.origins[document.origin]}</td>
            <td className="number" data-label={w.open}>{document.open}</td>
            <td className="number" data-label={w.taken}>{document.reported}</td>
            <td data-label={w.report}>
              {document.report ? <Link to="/objects/$id" params={{ id: document.report }}>{w.published}</Link> : '—'}
            </td>
            <td data-label={w.readBy}>{document.by}</td>
            <td data-label={w.when}><Moment at={document.at} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
