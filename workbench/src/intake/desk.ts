import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type Row = Schema<'ReportRow'>;

/** So often the queue is asked for anew: what becomes late does so without anybody's doing. */
const LOOK_AGAIN_MS = 60_000;

/** What waits at the desk, what is late first. */
export const deskQuery = (part: string) =>
  infiniteQueryOptions({
    queryKey: ['reports', 'desk', part],
    queryFn: ({ pageParam }) => answered(hub.GET('/api/desk', { params: { query: { part, after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: LOOK_AGAIN_MS,
  });

/** The reports of these pages, each once: one that somebody took while pages were asked for stands on two. */
export const queued = (pages: Schema<'DeskQueue'>[]): Row[] => [...new Map(pages.flatMap(({ reports }) => reports).map((row) => [row.id, row])).values()];

/** What the desk knows of a report beside itself. */
export const aroundQuery = (id: string) =>
  queryOptions({
    queryKey: ['report', id, 'desk'],
    queryFn: () => answered(hub.GET('/api/reports/{id}/desk', { params: { path: { id } } })),
  });

export const colleaguesQuery = queryOptions({
  queryKey: ['desk-colleagues'],
  queryFn: () => answered(hub.GET('/api/desk/colleagues')),
});

export const limitsQuery = queryOptions({
  queryKey: ['reports', 'limits'],
  queryFn: () => answered(hub.GET('/api/desk/limits')),
  gcTime: 0, // asked anew by who opens them to change them
});

const PATH = (id: string) => ({ params: { path: { id } } });

export const saveLimits = (minutes: Record<string, number>) => answered(hub.PUT('/api/desk/limits', { body: { minutes } }));
export const joinReports = (id: string, reports: string[]) => answered(hub.POST('/api/reports/{id}/followers', { ...PATH(id), body: { reports } }));
export const splitReport = (id: string) => answered(hub.DELETE('/api/reports/{id}/leader', PATH(id)));
export const moveWave = (id: string, apart: boolean) => answered(hub.PUT('/api/reports/{id}/wave', { ...PATH(id), body: { apart } }));
export const handReport = (id: string, person: string, note: string) =>
  answered(hub.POST('/api/reports/{id}/keeper', { ...PATH(id), body: { person: person || null, note } }));
export const remindLater = (id: string, again: string | null, note: string) =>
  answered(hub.POST('/api/reports/{id}/later', { ...PATH(id), body: { again, note } }));

/** Reports that are found by every word of what is typed. */
export function found(reports: Row[], typed: string): Row[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return reports.filter(({ excerpt, sender, organization }) => {
    const text = `${excerpt} ${sender} ${organization}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** The moment of the next day at nine, for the reader. */
export function tomorrowAtNine(now: Date): Date {
  const at = new Date(now);
  at.setDate(at.getDate() + 1);
  at.setHours(9, 0, 0, 0);
  return at;
}
