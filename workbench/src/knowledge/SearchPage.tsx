import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schema } from '../api/client';
import { AddTo } from '../investigations/AddTo';
import { useMay } from '../accounts/session';
import { defang } from '../shared/defang';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { More } from '../shared/More';
import { PageHead } from '../shared/PageHead';
import { saveText } from '../shared/saveText';
import { Empty, Failure, Waiting } from '../shared/States';
import { table } from '../shared/csv';
import { count } from '../shared/time';
import { ColumnChoice } from './ColumnChoice';
import { keptColumns, toggled } from './columns';
import { Facets } from './Facets';
import { HowToAsk } from './HowToAsk';
import { narrowed, withoutLinks } from './language';
import { ObjectTable } from './ObjectTable';
import { QueryBox } from './QueryBox';
import { SavedQuestions } from './SavedQuestions';
import { answersQuery, checkQuery, facetsQuery, learntFrom, type Order } from './search';
import { searchWords } from './searchWords';
import { knowledgeWords } from './words';
import './knowledge.css';
import './search.css';

/** What stands in the address: the question, the order, whether relationships count, and whether what is one thing is told apart. */
interface Asked {
  query?: string;
  sort?: string;
  links?: string;
  apart?: string;
}

/** One box for everything; the question stands in the address, so that the link can be shared. */
export default function SearchPage() {
  const w = useWords(searchWords);
  const navigate = useNavigate();
  const asked: Asked = useSearch({ strict: false });
  const { query = '', links = '', apart = '' } = asked;
  const sort: Order = asked.sort === 'best' ? 'best' : 'newest';
  const go = (changed: Asked) => void navigate({ to: '/search', search: { query, sort: asked.sort ?? '', links, apart, ...changed } });
  const check = useQuery({ ...checkQuery(query), enabled: query !== '' });
  const understood = query === '' || (check.data?.at == null && !check.isPlaceholderData && check.data !== undefined);
  const question = links ? query : withoutLinks(query);
  const facets = useQuery({ ...facetsQuery(question, apart === ''), enabled: understood });
  const everything = useQuery(facetsQuery(withoutLinks('')));
  return (
    <>
      <PageHead title={w.title} lead={w.lead} />
      <QueryBox key={query} question={query} learnt={learntFrom(everything.data)} ask={(next) => go({ query: next })} />
      <HowToAsk ask={(next) => go({ query: next })} />
      <div className="found">
        <div className="found-side">
          {understood && <Facets query={facets} question={query} narrow={(term) => go({ query: narrowed(query, term) })} />}
          <SavedQuestions question={query} run={(next) => go({ query: next })} />
        </div>
        <section className="found-main" aria-label={w.title}>
          <div className="filters">
            <NativeSelect
              label={w.order}
              value={sort}
              onChange={(e) => go({ sort: e.currentTarget.value === 'best' ? 'best' : '' })}
              data={[{ value: 'newest', label: w.newest }, { value: 'best', label: w.best }]}
            />
            <label className="row small check">
              <input type="checkbox" checked={links !== ''} onChange={(e) => go({ links: e.currentTarget.checked ? 'yes' : '' })} /> {w.links}
            </label>
            <label className="row small check" title={w.apartHint}>
              <input type="checkbox" checked={apart !== ''} onChange={(e) => go({ apart: e.currentTarget.checked ? 'yes' : '' })} /> {w.apart}
            </label>
          </div>
          {check.error && query !== '' && <Failure error={check.error} again={() => void check.refetch()} />}
          {understood && <Found question={question} sort={sort} merged={apart === ''} sought={query !== ''} total={facets.data?.total} />}
        </section>
      </div>
    </>
  );
}

interface FoundProps {
  question: string;
  sort: Order;
  merged: boolean;
  sought: boolean;
  total: Schema<'FacetCount'> | undefined;
}

function Found({ question, sort, merged, sought, total }: FoundProps) {
  const w = useWords(searchWords);
  const { language } = useLanguage();
  const may = useMay();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [columns, setColumns] = useState(keptColumns);
  const pages = useInfiniteQuery(answersQuery(question, sort, merged));
  const objects = pages.data?.pages.flatMap((page) => page.objects);
  const clusters = pages.data?.pages.flatMap((page) => page.clusters) ?? [];
  const searchedTo = pages.data?.pages.at(-1)?.searchedTo;
  const toggle = (id: string) => setIds((before) => (before.has(id) ? new Set([...before].filter((each) => each !== id)) : new Set([...before, id])));
  if (!objects) {
    return pages.error ? <Failure error={pages.error} again={() => void pages.refetch()} /> : <Waiting lines={12} />;
  }
  return (
    <>
      {objects.length > 0 && (
        <div className="spread">
          <p role="status">{total && w.found(count(total.count, language) + (total.more ? '+' : ''))}</p>
          <span className="actions">
          {ids.size > 0 && <span className="quiet small" role="status">{w.chosen(count(ids.size, language))}</span>}
          <ColumnChoice columns={columns} toggle={(column) => setColumns(toggled(columns, column))} />
          <AddTo ids={[...ids]} size="xs" />
          <Button variant="default" size="xs" onClick={() => saveText('theriac-objects.csv', asCsv(ids.size > 0 ? objects.filter(({ id }) => ids.has(id)) : objects), 'text/csv')}>
            {w.csv}
          </Button>
          </span>
        </div>
      )}
      {objects.length === 0 && !pages.hasNextPage && <NothingFound sought={sought} />}
      {objects.length > 0 && <ObjectTable objects={objects} clusters={clusters} columns={columns} {...(may('investigate') ? { chosen: { ids, toggle } } : {})} />}
      {searchedTo && (
        <p className="notice small" title={w.lookedBackHint}>
          {w.lookedBack} <Moment at={searchedTo} />. {w.lookedBackHint}
        </p>
      )}
      <More pages={pages} endless={!searchedTo} />
    </>
  );
}

function asCsv(objects: Schema<'ObjectRow'>[]): string {
  return table([
    ['id', 'type', 'name', 'tlp', 'confidence', 'score', 'sources', 'modified', 'added', 'revoked'],
    ...objects.map((o) => [o.id, o.type, defang(o.name), o.tlp, String(o.confidence ?? ''), String(o.score ?? ''), String(o.sources), o.modified, o.addedAt, String(o.revoked)]),
  ]);
}

function NothingFound({ sought }: { sought: boolean }) {
  const w = useWords(knowledgeWords);
  return sought ? (
    <Empty title={w.none}>
      <p>{w.noneHint}</p>
      <Link to="/search" search={{}}>{w.clear}</Link>
    </Empty>
  ) : (
    <Empty title={w.nothingYet}>{w.nothingYetHint}</Empty>
  );
}
