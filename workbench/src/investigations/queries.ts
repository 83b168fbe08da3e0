import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { answered, hub, sendFile, type Schema } from '../api/client';

export type Investigation = Schema<'InvestigationPage'>;
export type Draft = Schema<'InvestigationDraft'>;
export type DraftToWrite = Schema<'DraftToWrite'>;
export type Task = Schema<'InvestigationTask'>;
export type Note = Schema<'InvestigationNote'>;
export type TimelineEvent = Schema<'TimelineEvent'>;

export const investigationsQuery = queryOptions({ queryKey: ['investigations'], queryFn: () => answered(hub.GET('/api/investigations')) });

export function investigationQuery(id: string) {
  return queryOptions({ queryKey: ['investigation', id], queryFn: () => answered(hub.GET('/api/investigations/{id}', at(id))) });
}

export function timelineQuery(id: string) {
  return queryOptions({ queryKey: ['investigation', id, 'timeline'], queryFn: () => answered(hub.GET('/api/investigations/{id}/timeline', at(id))) });
}

export function versionsQuery(id: string, note: string) {
  return queryOptions({
    queryKey: ['investigation', id, 'versions', note],
    queryFn: () => answered(hub.GET('/api/investigations/{id}/notes/{note}/versions', { params: { path: { id, note } } })),
  });
}

const at = (id: string) => ({ params: { path: { id } } });

export const begin = (title: string, summary: string) => answered(hub.POST('/api/investigations', { body: { title, summary } }));
export const describe = (id: string, body: Schema<'ChangedInvestigation'>) => answered(hub.PUT('/api/investigations/{id}', { ...at(id), body }));
export const closing = (id: string, closed: boolean) => answered(hub.POST('/api/investigations/{id}/closing', { ...at(id), body: { closed } }));
export const bring = (id: string, person: string) => answered(hub.PUT('/api/investigations/{id}/people/{person}', { params: { path: { id, person } } }));
export const leave = (id: string, person: string) => answered(hub.DELETE('/api/investigations/{id}/people/{person}', { params: { path: { id, person } } }));
export const addObjects = (id: string, ids: string[]) => answered(hub.POST('/api/investigations/{id}/objects', { ...at(id), body: { ids } }));
export const removeObject = (id: string, object: string) => answered(hub.DELETE('/api/investigations/{id}/objects/{object}', { params: { path: { id, object } } }));
export const draw = (id: string, revision: number, picture: string) => answered(hub.PUT('/api/investigations/{id}/graph', { ...at(id), body: { revision, picture } }));
export const addNote = (id: string, text: string) => answered(hub.POST('/api/investigations/{id}/notes', { ...at(id), body: { text } }));
export const writeNote = (id: string, note: string, revision: number, text: string) =>
  answered(hub.PUT('/api/investigations/{id}/notes/{note}', { params: { path: { id, note } }, body: { revision, text } }));
export const removeNote = (id: string, note: string) => answered(hub.DELETE('/api/investigations/{id}/notes/{note}', { params: { path: { id, note } } }));
export const addTask = (id: string, body: Schema<'NewTask'>) => answered(hub.POST('/api/investigations/{id}/tasks', { ...at(id), body }));
export const changeTask = (id: string, task: Task, state: string) =>
  answered(
    hub.PUT('/api/investigations/{id}/tasks/{task}', {
      params: { path: { id, task: task.id } },
      body: { revision: task.revision, title: task.title, assignee: task.assignee, due: task.due, state },
    }),
  );
export const removeTask = (id: string, task: string) => answered(hub.DELETE('/api/investigations/{id}/tasks/{task}', { params: { path: { id, task } } }));
export const addFile = (id: string, file: File) => sendFile<Investigation>(`${files(id)}?name=${encodeURIComponent(file.name)}`, file);
export const removeFile = (id: string, file: string) => answered(hub.DELETE('/api/investigations/{id}/files/{file}', { params: { path: { id, file } } }));
export const fileAddress = (id: string, file: string) => `${files(id)}/${encodeURIComponent(file)}`;
export const writeDraft = (id: string, body: DraftToWrite) => answered(hub.POST('/api/investigations/{id}/drafts', { ...at(id), body }));
export const rewriteDraft = (id: string, draft: string, revision: number, body: DraftToWrite) =>
  answered(hub.PUT('/api/investigations/{id}/drafts/{draft}', { params: { path: { id, draft } }, body: { revision, draft: body } }));
export const removeDraft = (id: string, draft: string) => answered(hub.DELETE('/api/investigations/{id}/drafts/{draft}', { params: { path: { id, draft } } }));
export const publish = (id: string, body: Schema<'InvestigationPublication'>) => answered(hub.POST('/api/investigations/{id}/publication', { ...at(id), body }));

function files(id: string): string {
  return `/api/investigations/${encodeURIComponent(id)}/files`;
}

/** A change answers with the whole page as it stands. */
export function taken(client: QueryClient, page: Investigation): void {
  client.setQueryData(investigationQuery(page.id).queryKey, page);
  void client.invalidateQueries({ queryKey: ['investigations'] });
  void client.invalidateQueries({ queryKey: timelineQuery(page.id).queryKey });
}

/** One change of an investigation. */
export function useChange<T>(change: (wish: T) => Promise<Investigation>, done?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (page) => {
      taken(client, page);
      done?.();
    },
  });
}
