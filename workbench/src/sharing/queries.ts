import { queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type Export = Schema<'ExportRow'>;
export type ExportFile = Schema<'ExportFileRow'>;
export type ExportToSave = Schema<'ExportToSave'>;

export const exportsQuery = queryOptions({ queryKey: ['exports'], queryFn: () => answered(hub.GET('/api/exports')) });

export const previewQuery = (id: string, file: string) =>
  queryOptions({
    queryKey: ['exports', id, file, 'preview'],
    queryFn: () => answered(hub.GET('/api/exports/{id}/{file}/preview', { params: { path: { id, file } } })),
    staleTime: 0,
  });

/** @param id of the profile to change; undefined: a new one */
export const saveExport = (id: string | undefined, body: ExportToSave) =>
  id === undefined
    ? answered(hub.POST('/api/exports', { body }))
    : answered(hub.PUT('/api/exports/{id}', { params: { path: { id } }, body }));

export const deleteExport = (id: string) => answered(hub.DELETE('/api/exports/{id}', { params: { path: { id } } }));
export const releaseExport = (id: string, file: string) =>
  answered(hub.POST('/api/exports/{id}/{file}/release', { params: { path: { id, file } } }));
