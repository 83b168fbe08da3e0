import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';
import { TYPES } from './types';
import { asQuestion, withoutLinks, type Learnt } from './language';

export type Order = 'newest' | 'best';
export type Saved = Schema<'SavedQuery'>;

const PAGE = 50;

/** Whether the hub understands a question, and where not. */
export function checkQuery(question: string) {
  return queryOptions({
    queryKey: ['query-check', question],
    queryFn: () => answered(hub.GET('/api/queries/check', { params: { query: { query: question } } })),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
}

/** The answers to a question, page after page, by the hub's own marks. */
export function answersQuery(question: string, sort: Order, merged: boolean) {
  return infiniteQueryOptions({
    queryKey: ['objects', 'pages', question, sort, merged],
    queryFn: ({ pageParam }) => answered(hub.GET('/api/objects', { params: { query: { query: question, sort, merged, limit: PAGE, after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** The first few objects for words, each perhaps unfinished; a question with fields is asked as it is. */
export function foundQuery(text: string, limit: number, types: readonly string[] = []) {
  const question = asQuestion(text);
  const isQuestion = question !== text || /[:<>()"]/.test(text);
  const among = types.length === 0 ? '' : `(${types.map((type) => `type:${type}`).join(' OR ')})`;
  const whole = (asked: string) => (among === '' ? withoutLinks(asked) : `${among} (${withoutLinks(asked)})`);
  const asked = isQuestion ? { query: whole(question) } : { q: text, query: whole('') };
  return queryOptions({
    queryKey: ['objects', 'first', asked, limit],
    queryFn: () => answered(hub.GET('/api/objects', { params: { query: { ...asked, limit } } })),
  });
}

export function facetsQuery(question: string, merged = true) {
  return queryOptions({
    queryKey: ['objects', 'facets', question, merged],
    queryFn: () => answered(hub.GET('/api/objects/facets', { params: { query: { query: question, merged } } })),
    placeholderData: keepPreviousData,
  });
}

/** Names for the completion, from the facets of everything that the reader may see. */
export function learntFrom(facets: Schema<'ObjectFacets'> | undefined): Learnt {
  const names = (counts: Schema<'FacetCount'>[] | undefined) => counts?.map(({ name }) => name) ?? [];
  return {
    type: [...new Set([...names(facets?.types), ...TYPES])],
    source: names(facets?.sources),
    label: names(facets?.labels),
  };
}

const NAMED = (id: string) => ({ params: { path: { id } } });

export const savedQuery = queryOptions({ queryKey: ['saved-queries'], queryFn: () => answered(hub.GET('/api/queries')) });
export type ToSave = Schema<'QueryToSave'>;
export const saveQuery = (body: ToSave) => answered(hub.POST('/api/queries', { body }));
export const changeQuery = (id: string, body: ToSave) => answered(hub.PUT('/api/queries/{id}', { ...NAMED(id), body }));
export const deleteQuery = (id: string) => answered(hub.DELETE('/api/queries/{id}', NAMED(id)));
