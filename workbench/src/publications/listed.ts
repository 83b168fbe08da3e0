import { useQuery } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';

type Checked = Schema<'CheckedValue'>;

/** Those of these values that are on a warning list as a whole; a page on a listed host is not. */
export function useListed(values: string[]): Checked[] {
  const checked = useQuery({
    queryKey: ['listed', ...values],
    queryFn: () => answered(hub.POST('/api/warning-lists/check', { body: { values } })),
    enabled: values.length > 0,
  });
  return wholly(checked.data?.values ?? []);
}

export const wholly = (values: Checked[]): Checked[] =>
  values.map((value) => ({ ...value, lists: value.lists.filter(({ whole }) => whole) })).filter(({ lists }) => lists.length > 0);
