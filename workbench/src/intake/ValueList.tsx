import { Link } from '@tanstack/react-router';
import { useMay } from '../accounts/session';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { kindName, kindWords } from '../shared/kinds';
import { useLanguage, useWords } from '../shared/i18n';
import { Value } from '../shared/Value';
import { linkWords } from './linkWords';
import { verdict, type Verdict } from './marks';
import { pictureWords } from './pictureWords';
import { intakeWords } from './words';

type ReportValue = Schema<'ReportValue'>;

const LOOK: Record<Verdict, string> = { lookalike: 'bad', known: 'wait', benign: 'good', new: '' };

/** The values of a report, each once, with what is known about it. */
export function ValueList({ values }: { values: ReportValue[] }) {
  const w = useWords(intakeWords);
  const kinds = useWords(kindWords);
  const unique = [...new Map(values.map((value) => [`${value.kind} ${value.text}`, value])).values()];
  if (unique.length === 0) {
    return <p className="quiet">{w.noValues}</p>;
  }
  return (
    <ul className="plain-list">
      {unique.map((value) => (
        <li key={`${value.kind} ${value.text}`} className="found">
          <div className="spread">
            <Value text={value.text} safe={value.defanged} />
            <span className="row">
              <span className="quiet small">{kindName(value.kind, kinds)}</span>
              <span className={`tag ${LOOK[verdict(value)]}`}>{w.verdicts[verdict(value)]}</span>
            </span>
          </div>
          <About value={value} />
        </li>
      ))}
    </ul>
  );
}

function About({ value }: { value: ReportValue }) {
  const w = useWords(intakeWords);
  const p = useWords(pictureWords);
  const l = useWords(linkWords);
  const { language } = useLanguage();
  const may = useMay();
  const known = value.known ?? 0;
  return (
    <div className="small">
      {value.lookalike && (
        <p>
          <strong>{w.likeness(value.lookalike.brand, value.lookalike.domain)}.</strong>{' '}
          {language === 'nl' ? value.lookalike.reasonNl : value.lookalike.reason}
        </p>
      )}
      {known > 0 &&
        (may('read-objects') ? (
          <Link to="/objects" search={{ q: value.text }}>{w.knownBy(known)}</Link>
        ) : (
          <p>{w.knownBy(known)}</p>
        ))}
      {value.picture ? (
        <p className="quiet"><Foreign text={p.from(value.picture)} /></p>
      ) : (
        value.start === -1 && <p className="quiet">{w.inSender}</p>
      )}
      {value.start === -2 && <p className="quiet">{l.fromChain} <span className="mono break"><Foreign text={value.asWritten} /></span></p>}
    </div>
  );
}
