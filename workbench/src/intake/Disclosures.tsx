import { useQuery } from '@tanstack/react-query';
import { answered, hub } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Loaded } from '../shared/States';
import { intakeWords } from './words';

/** When the CERT asked for this organisation's name, who asked, and why. */
export function Disclosures() {
  const w = useWords(intakeWords);
  const asked = useQuery({ queryKey: ['disclosures'], queryFn: () => answered(hub.GET('/api/disclosures')) });
  return (
    <Panel title={w.disclosures}>
      <Loaded query={asked} lines={2}>
        {({ disclosures }) =>
          disclosures.length === 0 ? (
            <p className="quiet">{w.disclosuresNone}</p>
          ) : (
            <ul className="plain-list">
              {disclosures.map((one) => (
                <li key={`${one.id} ${one.organization}`}>
                  <div className="spread">
                    <span>{w.askedBy(one.by)} {w.disclosed[one.kind] ?? one.kind}</span>
                    <span className="quiet small"><Moment at={one.at} /></span>
                  </div>
                  <p className="quiet"><Foreign text={one.purpose} /></p>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
