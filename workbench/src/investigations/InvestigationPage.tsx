import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Present } from '../shared/Present';
import { Failure, Loaded } from '../shared/States';
import { Begin } from './Begin';
import { Drafts } from './Drafts';
import { Files } from './Files';
import { Notes } from './Notes';
import { ObjectsPart } from './ObjectsPart';
import { PeoplePart } from './PeoplePart';
import { closing, investigationQuery, useChange, type Investigation } from './queries';
import { Tasks } from './Tasks';
import { TimelinePart } from './TimelinePart';
import { investigationWords } from './words';
import './investigations.css';

const PARTS = ['objects', 'notes', 'drafts', 'timeline', 'files'] as const;

type Part = (typeof PARTS)[number];

/** One investigation; which part is open stands in the address. */
export default function InvestigationPage() {
  const { id = '' } = useParams({ strict: false });
  const investigation = useQuery(investigationQuery(id));
  return <Loaded query={investigation}>{(page) => <Content key={page.id} page={page} />}</Loaded>;
}

function Content({ page }: { page: Investigation }) {
  const w = useWords(investigationWords);
  const { part: asked = 'objects' }: { part?: string } = useSearch({ strict: false });
  const part: Part = PARTS.find((each) => each === asked) ?? 'objects';
  const counts: Record<Part, number | undefined> = {
    objects: page.objects.length,
    notes: page.notes.length,
    drafts: page.drafts.filter(({ publishedAt }) => publishedAt == null).length,
    timeline: undefined,
    files: page.files.length,
  };
  return (
    <>
      <PageHead
        title={page.title}
        lead={
          <span className="row">
            <span className="tag">{w.private}</span>
            {page.closed && <span className="tag wait">{w.closed}</span>}
            <span>{w.begun(page.by)}, <Moment at={page.at} /></span>
          </span>
        }
      >
        <Head page={page} />
      </PageHead>
      <Present kind="investigation" id={page.id} />
      {page.closed && <p className="notice small" role="status">{w.closedHint}</p>}
      {page.summary !== '' && <p className="words investigation-summary"><Foreign text={page.summary} /></p>}
      <div className="columns">
        <div>
          <nav className="tabs" aria-label={page.title}>
            {PARTS.map((each) => (
              <Link key={each} to="/investigations/$id" params={{ id: page.id }} search={{ part: each }} replace resetScroll={false} aria-current={each === part ? 'page' : undefined}>
                {w[each]} {counts[each] !== undefined && <span className="figure">{counts[each]}</span>}
              </Link>
            ))}
          </nav>
          {part === 'objects' && <ObjectsPart page={page} />}
          {part === 'notes' && <Notes page={page} />}
          {part === 'drafts' && <Drafts page={page} />}
          {part === 'timeline' && <TimelinePart page={page} />}
          {part === 'files' && <Files page={page} />}
        </div>
        <div>
          <Tasks page={page} />
          <PeoplePart page={page} />
        </div>
      </div>
    </>
  );
}

function Head({ page }: { page: Investigation }) {
  const w = useWords(investigationWords);
  const [edits, setEdits] = useState(false);
  const close = useChange((closed: boolean) => closing(page.id, closed));
  return (
    <>
      {close.error && <Failure error={close.error} />}
      {!page.closed && <Button variant="default" onClick={() => setEdits(true)}>{w.edit}</Button>}
      <Button variant="default" loading={close.isPending} onClick={() => close.mutate(!page.closed)}>{page.closed ? w.open : w.close}</Button>
      {edits && <Begin page={page} close={() => setEdits(false)} />}
    </>
  );
}
