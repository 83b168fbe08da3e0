import { Link } from '@tanstack/react-router';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords, type Language } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { duration } from '../shared/time';
import { Tlp } from '../shared/Tlp';
import { situationWords } from './words';

type Row = Schema<'ImmunityRow'>;

function title(row: Row, language: Language): string {
  return language === 'nl' ? row.titleNl : row.titleEn;
}

/** The figure of the whole house: how long until everyone recognised what one reported. */
export function HeroFigure({ newest }: { newest: Row | undefined }) {
  const w = useWords(situationWords);
  const { language } = useLanguage();
  if (!newest) {
    return (
      <Panel title={w.immunity}>
        <p className="empty-title">{w.immunityEmpty}</p>
        <p className="quiet">{w.immunityEmptyHint}</p>
      </Panel>
    );
  }
  const seconds = newest.timeToImmunitySeconds;
  return (
    <Panel title={w.immunity} aside={<span className="quiet small">{w.latest}</span>}>
      <p className={seconds == null ? 'big-figure open' : 'big-figure'}>
        {seconds == null ? `${newest.recognised} / ${newest.expected}` : duration(seconds, language)}
      </p>
      <p className="quiet">
        {newest.expected === 0 ? w.nobody : w.recognise(newest.recognised, newest.expected)}
        {newest.expected > 0 && seconds == null && ` · ${w.running}`}
      </p>
      <p>
        <Link to="/publications/$id" params={{ id: newest.publicationId }}>
          <Foreign text={title(newest, language)} />
        </Link>
      </p>
    </Panel>
  );
}

/** The newest warnings and how far each has come. */
export function Progress({ rows }: { rows: Row[] }) {
  const w = useWords(situationWords);
  const { language } = useLanguage();
  return (
    <ul className="plain-list">
      {rows.map((row) => (
        <li key={row.publicationId}>
          <Link to="/publications/$id" params={{ id: row.publicationId }} className="row-link">
            <Foreign text={title(row, language)} />
          </Link>
          <div className="spread small">
            <span className="row">
              <Tlp label={row.tlp} />
              <Moment at={row.publishedAt} />
            </span>
            <span className={row.timeToImmunitySeconds == null ? 'quiet' : 'immune'}>
              {row.timeToImmunitySeconds == null ? w.recognise(row.recognised, row.expected) : duration(row.timeToImmunitySeconds, language)}
            </span>
          </div>
          {row.expected > 0 && <progress max={row.expected} value={row.recognised} aria-label={w.recognise(row.recognised, row.expected)} />}
        </li>
      ))}
    </ul>
  );
}
