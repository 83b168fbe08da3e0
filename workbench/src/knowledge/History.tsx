import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { More } from '../shared/More';
import { Panel } from '../shared/Panel';
import { Failure, Loaded, Waiting } from '../shared/States';
import { indent } from './json';
import { objectWords } from './objectWords';
import { differencesQuery, versionsQuery } from './queries';
import { knowledgeWords } from './words';

/** Every version that the reader may see, each comparable with the one before; the comparison stands in the address. */
export function History({ id }: { id: string }) {
  const w = useWords(knowledgeWords);
  const o = useWords(objectWords);
  const navigate = useNavigate();
  const search: Record<string, string> = useSearch({ strict: false });
  const pages = useInfiniteQuery(versionsQuery(id));
  const versions = pages.data?.pages.flatMap((page) => page.versions) ?? [];
  const choose = (version: string) => void navigate({ to: '/objects/$id', params: { id }, search: { ...search, version }, replace: true, resetScroll: false });
  return (
    <Panel title={o.history}>
      {pages.error && versions.length === 0 && <Failure error={pages.error} again={() => void pages.refetch()} />}
      {pages.isPending && <Waiting lines={2} />}
      <ol className="plain-list">
        {versions.map((version, i) => {
          const before = versions.slice(i + 1).find(({ digest }) => digest !== version.digest);
          const open = search['version'] === version.digest;
          return (
            <li key={`${version.digest} ${version.at}`}>
              <div className="spread">
                <span className="mono"><Foreign text={version.modified} /></span>
                <span className="row">
                  {version.revoked && <span className="tag bad">{w.revoked}</span>}
                  {version.withdrawnAt && <span className="tag bad">{w.withdrawnAt}</span>}
                </span>
              </div>
              <div className="quiet small">
                {w.received} <Moment at={version.at} /> · <Foreign text={version.sources.join(', ')} />
              </div>
              {before && (
                <button type="button" className="plain-button small" aria-expanded={open} onClick={() => choose(open ? '' : version.digest)}>
                  {open ? o.compareHide : o.compare}
                </button>
              )}
              {before && open && <Differences id={id} from={before.digest} to={version.digest} />}
            </li>
          );
        })}
      </ol>
      <More pages={pages} />
    </Panel>
  );
}

function Differences({ id, from, to }: { id: string; from: string; to: string }) {
  const o = useWords(objectWords);
  const differences = useQuery(differencesQuery(id, from, to));
  return (
    <Loaded query={differences} lines={3}>
      {(data) => (
        <div className="differences">
          {data.differences.length === 0 && <p className="quiet small">{o.noDifferences}</p>}
          {data.differences.map((difference, i) => (
            <section key={i}>
              <h3 className="mono small">
                <Foreign text={difference.pointer} /> <span className="tag">{o.kinds[difference.kind] ?? difference.kind}</span>
              </h3>
              {difference.before !== '' && <Side mark="−" label={o.before} json={difference.before} />}
              {difference.after !== '' && <Side mark="+" label={o.after} json={difference.after} />}
            </section>
          ))}
          {data.more && <p className="quiet small">{o.moreDifferences}</p>}
        </div>
      )}
    </Loaded>
  );
}

function Side({ mark, label, json }: { mark: '+' | '−'; label: string; json: string }) {
  return (
    <pre className="side" data-side={mark}>
      <span aria-hidden="true">{mark} </span>
      <span className="visually-hidden">{label}: </span>
      <Foreign text={indent(json)} />
    </pre>
  );
}
