import { queryOptions } from '@tanstack/react-query';
import { answered, hub, sendFile, type Schema } from '../api/client';

export type Run = Schema<'RunRow'>;
export type Source = Schema<'SourceRow'>;

export const sourcesQuery = queryOptions({ queryKey: ['sources'], queryFn: () => answered(hub.GET('/api/sources')) });

export function sourceQuery(id: string) {
  return queryOptions({
    queryKey: ['source', id],
    queryFn: () => answered(hub.GET('/api/sources/{id}', { params: { path: { id } } })),
  });
}

export function runQuery(id: string) {
  return queryOptions({
    queryKey: ['run', id],
    queryFn: () => answered(hub.GET('/api/runs/{id}', { params: { path: { id } } })),
  });
}

export const poll = (id: string) => answered(hub.POST('/api/sources/{id}/runs', { params: { path: { id } } }));
export const upload = (id: string, file: File) =>
  sendFile<Run>(`/api/sources/${encodeURIComponent(id)}/uploads?name=${encodeURIComponent(file.name)}`, file);
