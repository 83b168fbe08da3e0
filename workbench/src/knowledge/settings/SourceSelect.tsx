import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { sourceNamesQuery } from './queries';

interface Props {
  label: string;
  /** What no choice means. */
  none: string;
  value: string | null | undefined;
  choose: (source: string | null) => void;
}

/** One of the sources that the reader may see, or none. */
export function SourceSelect({ label, none, value, choose }: Props) {
  const sources = useQuery(sourceNamesQuery);
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      onChange={(e) => choose(e.currentTarget.value || null)}
      data={[{ value: '', label: none }, ...(sources.data?.sources ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
    />
  );
}

/** A source's name by its id; the id itself while it is not known. */
export function useSourceName(): (id: string) => string {
  const sources = useQuery(sourceNamesQuery);
  return (id) => sources.data?.sources.find((source) => source.id === id)?.name ?? id;
}
