import { queryOptions } from '@tanstack/react-query';
import { answered, hub, sendFile, type Schema } from '../api/client';

export type WarningList = Schema<'Kept'>;
export type Use = WarningList['use'];
export type Checked = Schema<'CheckedValue'>;

export const USES: Use[] = ['BRAKE', 'TELL', 'OFF'];

export const warningListsQuery = queryOptions({ queryKey: ['warning-lists'], queryFn: () => answered(hub.GET('/api/warning-lists')) });

/** Brings a list in the form of MISP as it is: the hub reads it and says what it could not. */
export const saveWarningList = (id: string, list: Blob) => sendFile<WarningList>(`/api/warning-lists/${encodeURIComponent(id)}`, list, 'PUT');

export const setUse = (id: string, use: Use) =>
  answered(hub.PUT('/api/warning-lists/{id}/use', { params: { path: { id } }, body: { use: use.toLowerCase() } }));
export const deleteWarningList = (id: string) => answered(hub.DELETE('/api/warning-lists/{id}', { params: { path: { id } } }));
export const checkValues = (values: string[]) => answered(hub.POST('/api/warning-lists/check', { body: { values } }));
