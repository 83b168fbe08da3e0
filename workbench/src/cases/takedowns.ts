import { queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type Letter = Schema<'TakedownLetterWish'>;
export type Objection = Schema<'TakedownObjection'>;

export const ROLES = ['host', 'registrar', 'registry', 'site', 'other'];

const PATH = (id: string) => ({ params: { path: { id } } });

export function takedownQuery(id: string) {
  return queryOptions({ queryKey: ['takedown', id], queryFn: () => answered(hub.GET('/api/cases/{id}/takedown', PATH(id))), refetchInterval: 15_000 });
}

export function evidenceQuery(id: string, message: boolean) {
  return queryOptions({
    queryKey: ['takedown', id, 'evidence', message],
    queryFn: () => answered(hub.GET('/api/cases/{id}/evidence', { params: { path: { id }, query: { message } } })),
  });
}

export const openTakedown = (body: Schema<'NewTakedown'>) => answered(hub.POST('/api/cases/takedowns', { body }));
export const previewLetter = (id: string, body: Letter) => answered(hub.POST('/api/cases/{id}/letters/preview', { ...PATH(id), body }));
export const sendLetter = (id: string, body: Letter) => answered(hub.POST('/api/cases/{id}/letters', { ...PATH(id), body }));
