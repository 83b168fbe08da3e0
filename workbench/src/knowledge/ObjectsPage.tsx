import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Empty, Failure, Waiting } from '../shared/States';
import { count } from '../shared/time';
import { Tlp } from '../shared/Tlp';
import { sharedWords } from '../shared/words';
import { objectPagesQuery } from './queries';
import { TypeTag } from './TypeTag';
import { shownName, TYPES, typeName, typeWords } from './types';
import { knowledgeWords } from './words';

const TYPING_MS = 250;

/** The object list: search, filter, page after page; what is sought stands in the address. */
export default function ObjectsPage() {
  const w = useWords(knowledgeWords);
  const { q = '', type = '' } = useSearch({ strict: false }) as { q?: string; type?: string };
  const pages = useInfiniteQuery(objectPagesQuery({ q, type: type ? [type] : [] }));
  const objects = pages.data?.pages.flatMap((page) => page.objects);
  return (
    <>
      <PageHead title={w.objects} lead={w.objectsHint} />
      <Filters key={q} q={q} type={type} />
      {pages.error && !objects && <Failure error={pages.error} again={() => void pages.refetch()} />}
      {!pages.error && !objects && <Waiting lines={12} />}
      {objects && objects.length === 0 && <NothingFound sought={q !== '' || type !== ''} />}
      {objects && objects.length > 0 && <ObjectTable objects={objects} />}
      {pages.hasNextPage && <More pages={pages} />}
    </>
  );
}

function Filters({ q, type }: { q: string; type: string }) {
  const w = useWords(knowledgeWords);
  const types = useWords(typeWords);
  const navigate = useNavigate();
  const [text, setText] = useState(q);
  useEffect(() => {
    if (text.trim() === q) {
      return;
    }
    const typed = setTimeout(() => {
      void navigate({ to: '/objects', search: { q: text.trim(), type }, replace: true });
    }, TYPING_MS);
    return () => clearTimeout(typed);
  }, [text, q, type, navigate]);
  return (
    <form className="filters" role="search" onSubmit={(e) => e.preventDefault()}>
      <TextInput
        className="grow"
        label={w.search}
        placeholder={w.searchHint}
        value={text}
        onChange={(e) => setText(e.currentTarget.value)}
        data-search
        type="search"
      />
      <NativeSelect
        label={w.type}
        value={type}
        onChange={(e) => void navigate({ to: '/objects', search: { q, type: e.currentTarget.value }, replace: true })}
        data={[{ value: '', label: w.allTypes }, ...TYPES.map((t) => ({ value: t, label: typeName(t, types) }))]}
      />
    </form>
  );
}

function ObjectTable({ objects }: { objects: Schema<'ObjectRow'>[] }) {
  const w = useWords(knowledgeWords);
  const { language } = useLanguage();
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.type}</th>
          <th scope="col">{w.label}</th>
          <th scope="col" className="number">{w.confidence}</th>
          <th scope="col" className="number">{w.sources}</th>
          <th scope="col">{w.added}</th>
        </tr>
      </thead>
      <tbody>
        {objects.map((object) => (
          <tr key={object.id}>
            <td className="main">
              <Link to="/objects/$id" params={{ id: object.id }} className="row-link" data-line>
                <Foreign text={shownName(object)} />
              </Link>
              {object.revoked && <span className="tag bad">{w.revoked}</span>}
            </td>
            <td><TypeTag type={object.type} /></td>
            <td><Tlp label={object.tlp} /></td>
            <td className="number" data-label={w.confidence}>{object.confidence ?? '—'}</td>
            <td className="number" data-label={w.sources}>{count(object.sources, language)}</td>
            <td><Moment at={object.addedAt} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NothingFound({ sought }: { sought: boolean }) {
  const w = useWords(knowledgeWords);
  return sought ? (
    <Empty title={w.none}>
      <p>{w.noneHint}</p>
      <Link to="/objects" search={{}}>{w.clear}</Link>
    </Empty>
  ) : (
    <Empty title={w.nothingYet}>{w.nothingYetHint}</Empty>
  );
}

function More({ pages }: { pages: { fetchNextPage: () => unknown; isFetchingNextPage: boolean } }) {
  const w = useWords(sharedWords);
  return (
    <Button mt="md" variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
      {w.more}
    </Button>
  );
}
