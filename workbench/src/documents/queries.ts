import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type Document = Schema<'DocumentView'>;
export type Thing = Schema<'ThingView'>;

export const documentPagesQuery = infiniteQueryOptions({
  queryKey: ['documents'],
  queryFn: ({ pageParam }) => answered(hub.GET('/api/documents', { params: { query: { after: pageParam } } })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
});

export function documentQuery(id: string) {
  return queryOptions({
    queryKey: ['document', id],
    queryFn: () => answered(hub.GET('/api/documents/{id}', { params: { path: { id } } })),
  });
}

const at = (id: string) => ({ params: { path: { id } } });

export const readText = (title: string, text: string) => answered(hub.POST('/api/documents', { body: { title, text } }));
export const readAddress = (address: string) => answered(hub.POST('/api/documents', { body: { address } }));
export const readFile = (file: File) =>
  answered(
    hub.POST('/api/documents/file', {
      params: { query: { name: file.name } },
      body: file as never,
      bodySerializer: (body) => body as unknown as BodyInit,
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
  );
export const searchAnew = (id: string) => answered(hub.POST('/api/documents/{id}/search', at(id)));
export const decide = (id: string, decisions: { number: number; decision: string }[]) =>
  answered(hub.PUT('/api/documents/{id}/decisions', { ...at(id), body: { decisions } }));
export const mean = (id: string, number: number, target: string) =>
  answered(hub.PUT('/api/documents/{id}/things/{number}', { params: { path: { id, number } }, body: { target } }));
export const pointOut = (id: string, body: { start: number; end: number; type: string }) =>
  answered(hub.POST('/api/documents/{id}/things', { ...at(id), body }));
export const writeNote = (id: string, body: { title: string; note: string; revision: number }) =>
  answered(hub.PUT('/api/documents/{id}/note', { ...at(id), body }));
export const publish = (id: string, body: { tlp: string; members: boolean; subject?: string }) =>
  answered(hub.POST('/api/documents/{id}/report', { ...at(id), body }));
export const forget = (id: string) => answered(hub.DELETE('/api/documents/{id}', at(id)));
