import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Loaded } from '../shared/States';
import { askWords } from './askWords';
import type { Wording } from './flow';
import { versionsQuery, type Publication } from './queries';
import { lineDifferences, type Line } from './rating';
import { ratingWords } from './ratingWords';
import { fenced } from './sections';
import { publicationWords } from './words';

type Version = Schema<'WarningVersion'>;

/** The versions of a warning with what changed in each, the newest first; nothing while there is one. */
export function Versions({ publication }: { publication: Publication }) {
  const r = useWords(ratingWords);
  const several = publication.versionAt != null;
  const versions = useQuery({ ...versionsQuery(publication.id, publication.version), enabled: several });
  if (!several) {
    return null;
  }
  return (
    <Panel title={r.versions}>
      <Loaded query={versions} lines={3}>
        {(data) => (
          <ol className="plain-list">
            {data.versions.map((version, place) => <One key={version.version} version={version} before={data.versions[place + 1]} />)}
          </ol>
        )}
      </Loaded>
    </Panel>
  );
}

function One({ version, before }: { version: Version; before: Version | undefined }) {
  const r = useWords(ratingWords);
  const a = useWords(askWords);
  const { language } = useLanguage();
  const [open, setOpen] = useState(false);
  const people = [version.writtenBy, version.approvedBy, version.publishedBy].filter((who) => who != null);
  return (
    <li>
      <div className="spread">
        <strong>{version.version}</strong>
        <span className="quiet small"><Moment at={version.at} /></span>
      </div>
      <div className="words">
        {before ? <Foreign text={language === 'nl' ? version.changedNl : version.changedEn} /> : r.first}
      </div>
      <Rated version={version} />
      {version.acknowledged != null && <div className="quiet small">{a.read(version.acknowledged)}</div>}
      {people.length > 0 && <div className="quiet small">{r.by(people)}</div>}
      {before && (
        <button type="button" className="plain-button small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? r.hide : r.compare}
        </button>
      )}
      {before && open && <Compared version={version} before={before} />}
    </li>
  );
}

function Rated({ version: { chance, damage, urgency, deviation } }: { version: Version }) {
  const r = useWords(ratingWords);
  const w = useWords(publicationWords);
  return chance === '' && damage === '' ? null : (
    <div className="small">
      {w.chance}: {w.levels[chance]} · {w.damage}: {w.levels[damage]}{urgency !== '' && <> · {r.asks[urgency]}</>}
      {deviation != null && <div className="quiet">{r.deviated}: <Foreign text={deviation} /></div>}
    </div>
  );
}

/** A part of a version as this reader has it, its sections between fences. */
function textOf(version: Version, language: 'nl' | 'en', part: keyof Wording): string {
  return part === 'title' ? version[language].title : fenced(version[language], part, language, version.sections);
}

/** The lines and the values in which two versions differ, in the language of the screen. */
function Compared({ version, before }: { version: Version; before: Version }) {
  const r = useWords(ratingWords);
  const w = useWords(publicationWords);
  const { language } = useLanguage();
  const texts = (['title', 'summary', 'advice'] as (keyof Wording)[])
    .map((part) => ({ title: w[part], lines: lineDifferences(textOf(before, language, part), textOf(version, language, part)) }))
    .filter(({ lines }) => lines.length > 0);
  const values: Line[] = [...version.gone.map((text) => ({ mark: '−' as const, text })), ...version.added.map((text) => ({ mark: '+' as const, text }))];
  const parts = values.length > 0 ? [...texts, { title: r.values, lines: values }] : texts;
  return (
    <div className="differences">
      {parts.length === 0 && <p className="quiet small">{r.nothing}</p>}
      {parts.map(({ title, lines }) => (
        <section key={title}>
          <h3 className="small">{title}</h3>
          {lines.map(({ mark, text }, place) => (
            <div key={place} className="side words" data-side={mark}>
              <span aria-hidden="true">{mark} </span>
              <span className="visually-hidden">{mark === '+' ? r.added : r.gone}: </span>
              <Foreign text={text} />
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}
