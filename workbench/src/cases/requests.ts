import { queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type Readers = Schema<'RequestReaders'>;
export type Item = Schema<'RequestItem'>;
export type Asked = Schema<'AskedView'>;

const PATH = (id: string) => ({ params: { path: { id } } });

export function requestQuery(id: string) {
  return queryOptions({ queryKey: ['request', id], queryFn: () => answered(hub.GET('/api/cases/{id}/request', PATH(id))), refetchInterval: 30_000 });
}

export const askedListQuery = queryOptions({ queryKey: ['asked'], queryFn: () => answered(hub.GET('/api/requests')) });

export function askedQuery(id: string) {
  return queryOptions({ queryKey: ['asked', id], queryFn: () => answered(hub.GET('/api/requests/{id}', PATH(id))) });
}

export const openRequest = (body: Schema<'NewRequest'>) => answered(hub.POST('/api/cases/requests', { body }));
export const changeRequest = (id: string, body: Schema<'RequestChange'>) => answered(hub.PUT('/api/cases/{id}/request', { ...PATH(id), body }));
export const askNow = (id: string) => answered(hub.POST('/api/cases/{id}/asking', PATH(id)));
export const answerRequest = (id: string, texts: string[]) => answered(hub.PUT('/api/requests/{id}/answer', { ...PATH(id), body: { texts } }));

/** A question with its choices one per line, as it stands in a form. */
export interface Written {
  text: string;
  choices: string;
}

export const itemOf = ({ text, choices }: Written): Item => ({
  text: text.trim(),
  choices: choices.split('\n').map((choice) => choice.trim()).filter(Boolean),
});
