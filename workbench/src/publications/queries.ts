import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type Publication = Schema<'PublicationView'>;
export type Wish = Schema<'PublicationWish'>;

export const publicationPagesQuery = infiniteQueryOptions({
  queryKey: ['publications'],
  queryFn: ({ pageParam }) => answered(hub.GET('/api/publications', { params: { query: { after: pageParam } } })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
});

export function publicationQuery(id: string) {
  return queryOptions({
    queryKey: ['publication', id],
    queryFn: () => answered(hub.GET('/api/publications/{id}', { params: { path: { id } } })),
  });
}

/** How far a warning is on its way: asked again every second while it is sent. */
export const sendingQuery = (id: string) =>
  queryOptions({
    queryKey: ['publication', id, 'sending'],
    queryFn: () => answered(hub.GET('/api/publications/{id}/sending', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.phase === 'sending' ? 1_000 : false),
  });

/** What each version of a warning said. */
export const versionsQuery = (id: string, version: string) =>
  queryOptions({
    queryKey: ['publication-versions', id, version],
    queryFn: () => answered(hub.GET('/api/publications/{id}/versions', { params: { path: { id } } })),
  });

/**
 * What exactly who gets of a warning with sections.
 * @param revision words that changed may have other sections
 */
export const readingsQuery = (id: string, revision: number) =>
  queryOptions({
    queryKey: ['recipients', id, 'readings', revision],
    queryFn: () => answered(hub.GET('/api/publications/{id}/readings', { params: { path: { id } } })),
  });

/** The questions on chance and damage. */
export const ratingQuestionsQuery = queryOptions({
  queryKey: ['rating-questions'],
  queryFn: () => answered(hub.GET('/api/rating-questions')),
  staleTime: Infinity,
});

/** What answers give; nothing is kept. */
export const ratingQuery = (answers: Record<string, string>) =>
  queryOptions({
    queryKey: ['rating', answers],
    queryFn: () => answered(hub.GET('/api/ratings', { params: { query: { answers: Object.entries(answers).map(([question, answer]) => `${question}:${answer}`).join(',') } } })),
    staleTime: Infinity,
  });

/** The kinds of publications, with what is wrong with the operator's own templates. */
export const kindsQuery = queryOptions({
  queryKey: ['publication-kinds'],
  queryFn: () => answered(hub.GET('/api/publication-kinds')),
});

/** How often a member wants mails about warnings. */
export const rhythmQuery = (id: string) =>
  queryOptions({
    queryKey: ['warning-mails', id],
    queryFn: () => answered(hub.GET('/api/organizations/{id}/warning-mails', { params: { path: { id } } })),
  });
export const chooseRhythm = (id: string, rhythm: string) =>
  answered(hub.PUT('/api/organizations/{id}/warning-mails', { params: { path: { id } }, body: { rhythm } }));

/** Whether an update asks members to acknowledge anew; asked again when the draft was saved. */
export const asksAnewQuery = (id: string, revision: number) =>
  queryOptions({
    queryKey: ['asks-anew', id, revision],
    queryFn: () => answered(hub.GET('/api/publications/{id}/asks-anew', { params: { path: { id } } })),
  });
export const askAnew = (id: string, body: Schema<'AskWish'>) => answered(hub.PUT('/api/publications/{id}/asks-anew', { params: { path: { id } }, body }));

/** Drafts that were thrown away. */
export const discardedQuery = queryOptions({
  queryKey: ['discarded-drafts'],
  queryFn: () => answered(hub.GET('/api/discarded-drafts')),
});
export const discardDraft = (id: string) => answered(hub.PUT('/api/discarded-drafts/{id}', at(id)));
export const restoreDraft = (id: string) => answered(hub.DELETE('/api/discarded-drafts/{id}', at(id)));

const at = (id: string) => ({ params: { path: { id } } });

export const createPublication = (body: Wish) => answered(hub.POST('/api/publications', { body }));
export const beginDraft = (kind: string) => answered(hub.POST('/api/publication-drafts', { body: { kind } }));
export const editPublication = (id: string, body: Wish) => answered(hub.PUT('/api/publications/{id}', { ...at(id), body }));
export const beginUpdate = (id: string) => answered(hub.POST('/api/publications/{id}/update', at(id)));
export const acknowledge = (id: string) => answered(hub.POST('/api/publications/{id}/acknowledgement', at(id)));
export const withdrawPublication = (id: string, reason: string) =>
  answered(hub.POST('/api/publications/{id}/withdrawal', { ...at(id), body: { reason } }));
export const withdrawIndicator = (id: string, indicator: string, reason: string) =>
  answered(
    hub.POST('/api/publications/{id}/indicators/{indicator}/withdrawal', {
      params: { path: { id, indicator } },
      body: { reason },
    }),
  );

/** When an approved warning goes out by itself. */
export const scheduleAt = (id: string, body: Schema<'ScheduleWish'>) => answered(hub.PUT('/api/publications/{id}/schedule', { ...at(id), body }));
export const takeTimeBack = (id: string) => answered(hub.DELETE('/api/publications/{id}/schedule', at(id)));
export const stopSending = (id: string) => answered(hub.PUT('/api/publications/{id}/stop', at(id)));
export const goOnSending = (id: string) => answered(hub.DELETE('/api/publications/{id}/stop', at(id)));

/** The steps of the flow, each one request. */
export const STEPS = {
  review: (id: string) => answered(hub.POST('/api/publications/{id}/review', at(id))),
  return: (id: string) => answered(hub.POST('/api/publications/{id}/return', at(id))),
  approve: (id: string, loosens = false) => answered(hub.POST('/api/publications/{id}/approval', { ...at(id), body: { loosens } })),
  publish: (id: string, why: { despite?: string; low?: string; reason?: string } = {}) => answered(hub.POST('/api/publications/{id}/publication', { ...at(id), body: why })),
} as const;

export type Step = keyof typeof STEPS;

/** From others' CSAF advisory, by the id of its report, to a draft of one's own. */
export const makeAdvisory = (id: string) => answered(hub.POST('/api/objects/{id}/advisory', { params: { path: { id } }, body: {} }));
