import { useQuery } from '@tanstack/react-query';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { Loaded } from '../shared/States';
import { count, duration } from '../shared/time';
import { presetWords } from './presetWords';
import { scorecardQuery } from './queries';

const MOST = 100_001;

/** Volume, what only this source has, how late it is, and with whom it overlaps. */
export function Scorecard({ id }: { id: string }) {
  const p = useWords(presetWords);
  const { language } = useLanguage();
  const card = useQuery(scorecardQuery(id));
  const shown = (n: number) => (n >= MOST ? `${count(MOST - 1, language)}+` : count(n, language));
  return (
    <Panel title={p.scorecard}>
      <Loaded query={card} lines={4}>
        {(data) => (
          <>
            <dl className="facts">
              <dt>{p.standing}</dt>
              <dd>{shown(data.standing)} <span className="quiet small">({shown(data.lately)} {p.lately})</span></dd>
              <dt>{p.values}</dt>
              <dd>{count(data.values, language)} <span className="quiet small">({count(data.exclusive, language)} {p.exclusive})</span></dd>
              <dt>{p.latency}</dt>
              <dd><Late seconds={data.laterSeconds} /></dd>
              <dt>{p.doubted}</dt>
              <dd>{count(data.listed, language)} <span className="quiet small">({p.disputed(count(data.disputed, language))})</span></dd>
            </dl>
            {data.others.length > 0 && (
              <>
                <h3>{p.overlap}</h3>
                <ul className="plain-list small">
                  {data.others.map((other) => (
                    <li key={other.source} className="spread">
                      <Foreign text={other.source} />
                      <span className="quiet">{p.ofThem(count(other.values, language), count(other.earlier, language))}</span>
                    </li>
                  ))}
                </ul>
              </>
            )}
            <p className="quiet small">{p.sample}</p>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Late({ seconds }: { seconds: number | null | undefined }) {
  const p = useWords(presetWords);
  const { language } = useLanguage();
  if (seconds === null || seconds === undefined) {
    return <>{p.nothingShared}</>;
  }
  return <>{(seconds >= 0 ? p.laterBy : p.earlierBy)(duration(Math.abs(seconds), language))}</>;
}
