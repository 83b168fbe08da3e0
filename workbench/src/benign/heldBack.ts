import { queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

export type Exception = Schema<'ExceptionRow'>;
export const KINDS = ['organization', 'collection', 'destination'] as const;
export type Kind = (typeof KINDS)[number];

export const heldBackQuery = queryOptions({ queryKey: ['held-back'], queryFn: () => answered(hub.GET('/api/held-back')) });

/** Everything passes to one recipient from now on, and what was held back before. */
export const letPass = (kind: Kind, id: string, reason: string) => answered(hub.POST('/api/held-back/exceptions', { body: { kind, id, reason } }));

export const brakeAgain = ({ kind, id }: Exception) =>
  answered(hub.DELETE('/api/held-back/exceptions/{kind}/{id}', { params: { path: { kind, id } } }));

/** A recipient as one text, for a list to choose from. */
export const chosen = (text: string): [Kind, string] | undefined => {
  const [kind, id] = text.split(' ');
  const known = KINDS.find((each) => each === kind);
  return known && id ? [known, id] : undefined;
};
