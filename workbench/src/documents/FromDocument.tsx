import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '../accounts/session';
import { answered, hub } from '../api/client';
import { Problem } from '../api/problem';
import { useWords } from '../shared/i18n';
import { documentWords } from './words';

const fromQuery = (report: string) =>
  queryOptions({
    queryKey: ['document-of', report],
    queryFn: async () => {
      try {
        return (await answered(hub.GET('/api/documents/of/{report}', { params: { path: { report } } }))).id;
      } catch (error) {
        if (error instanceof Problem && error.status === 404) {
          return null;
        }
        throw error;
      }
    },
  });

/** From a report to the document that it is the reading of, for who may read that. */
export function FromDocument({ report }: { report: string }) {
  const w = useWords(documentWords);
  const may = useMay();
  const from = useQuery({ ...fromQuery(report), enabled: may('write-reports') });
  return from.data ? <Link to="/documents/$id" params={{ id: from.data }}>{w.toDocument}</Link> : null;
}
