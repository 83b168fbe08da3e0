import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Loaded } from '../shared/States';
import { PageHead } from '../shared/PageHead';
import { objectQuery } from './queries';

/** Everything about one object. */
export default function ObjectPage() {
  const { id = '' } = useParams({ strict: false });
  const object = useQuery(objectQuery(id));
  return (
    <Loaded query={object}>
      {(page) => (
        <>
          <PageHead title={page.summary.name || id} />
          <pre className="raw">{page.json}</pre>
        </>
      )}
    </Loaded>
  );
}
