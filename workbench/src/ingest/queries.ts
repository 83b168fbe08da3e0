import { queryOptions } from '@tanstack/react-query';
import { answered, hub, sendFile, type Schema } from '../api/client';

export type Run = Schema<'RunRow'>;
export type Source = Schema<'SourceRow'>;
export type Form = Schema<'SourceForm'>;
export type Preset = Schema<'PresetRow'>;
export type PreviewPage = Schema<'PreviewPage'>;
export type PreviewPlace = Schema<'PreviewPlace'>;
export type Credential = Schema<'CredentialRow'>;

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

export function settingsQuery(id: string) {
  return queryOptions({
    queryKey: ['source-settings', id],
    queryFn: () => answered(hub.GET('/api/sources/{id}/settings', { params: { path: { id } } })),
  });
}
export const createSource = (body: Form) => answered(hub.POST('/api/sources', { body }));
/** @param reason why a recipient gets it who is no member; '' where there is none */
export const changeSource = (id: string, body: Form, reason = '') => answered(hub.PUT('/api/sources/{id}', { params: { path: { id }, query: { reason } }, body }));

export const credentialsQuery = queryOptions({ queryKey: ['credentials'], queryFn: () => answered(hub.GET('/api/credentials')) });
export const saveCredential = (name: string, body: Schema<'CredentialForm'>) =>
  answered(hub.PUT('/api/credentials/{name}', { params: { path: { name } }, body }));
export const deleteCredential = (name: string) => answered(hub.DELETE('/api/credentials/{name}', { params: { path: { name } } }));

export const presetsQuery = queryOptions({ queryKey: ['presets'], queryFn: () => answered(hub.GET('/api/presets')) });
export const acceptPreset = (id: string, credential: string) =>
  answered(hub.POST('/api/presets/{id}', { params: { path: { id } }, body: { acceptTerms: true, credential } }));

export function scorecardQuery(id: string) {
  return queryOptions({
    queryKey: ['source', id, 'scorecard'],
    queryFn: () => answered(hub.GET('/api/sources/{id}/scorecard', { params: { path: { id } } })),
  });
}

/** The hub looks at the first four megabytes. */
const SAMPLE_BYTES = 4 << 20;
const preview = (path: string, file: File | undefined) => sendFile<PreviewPage>(path, (file ?? new Blob()).slice(0, SAMPLE_BYTES));
const known = (file: File | undefined) => [file?.name, file?.size, file?.lastModified];

export function previewQuery(kind: string, settings: string, file: File | undefined) {
  const path = `/api/sources/preview?kind=${encodeURIComponent(kind)}&settings=${encodeURIComponent(settings || '{}')}`;
  return queryOptions({ queryKey: ['preview', path, ...known(file)], queryFn: () => preview(path, file), retry: false, gcTime: 60_000, placeholderData: (before) => before });
}

/** The beginning of the file at a source's address, as a file that can be looked at again after each change. */
export async function fetchSample({ url, credential, allow }: Form): Promise<File> {
  const bytes = await answered(hub.POST('/api/sources/sample', { body: { url, credential, allow }, parseAs: 'blob' }));
  return new File([bytes as unknown as Blob], url, { lastModified: Date.now() });
}

export function sourcePreviewQuery(id: string, file: File) {
  return queryOptions({ queryKey: ['preview', id, ...known(file)], queryFn: () => preview(`/api/sources/${encodeURIComponent(id)}/preview`, file), retry: false, gcTime: 0 });
}

export function pushKeysQuery(id: string) {
  return queryOptions({
    queryKey: ['source', id, 'push-keys'],
    queryFn: () => answered(hub.GET('/api/sources/{id}/push-keys', { params: { path: { id } } })),
  });
}
export const issuePushKey = (id: string, name: string) => answered(hub.POST('/api/sources/{id}/push-keys', { params: { path: { id } }, body: { name } }));
export const revokePushKey = (id: string, key: string) => answered(hub.DELETE('/api/sources/{id}/push-keys/{key}', { params: { path: { id, key } } }));
