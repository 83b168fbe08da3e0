import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '../api/client';
import { defang } from '../shared/defang';
import { useLanguage, useWords } from '../shared/i18n';
import { saveText } from '../shared/saveText';
import { count } from '../shared/time';
import { Copy } from '../shared/Value';
import { AnswerRows } from './AnswerRows';
import { csv, passes, VERDICTS, verdictOf, type Filter } from './lookup';
import { lookupWords } from './lookupWords';

type Answer = Schema<'ValueAnswer'>;

const FILTERS: Filter[] = ['all', 'known', ...VERDICTS.filter((verdict) => verdict !== 'listed'), 'allowed'];

interface Props {
  answers: Answer[];
  filter: Filter;
  choose: (filter: Filter) => void;
}

/** What is known about each value, and what to do with the lines that somebody selected. */
export function Answers({ answers, filter, choose }: Props) {
  const w = useWords(lookupWords);
  const { language } = useLanguage();
  const [selected, setSelected] = useState<ReadonlySet<Answer>>(new Set());
  const known = answers.filter((answer) => passes(answer, 'known')).length;
  const shown = answers.filter((answer) => passes(answer, filter));
  const chosen = shown.filter((answer) => selected.has(answer));
  const acted = chosen.length > 0 ? chosen : shown;
  const texts = acted.map((answer) => answer.text || answer.asWritten);
  const all = chosen.length > 0 && chosen.length === shown.length;
  const toggle = (answer: Answer) => {
    const next = new Set(selected);
    if (!next.delete(answer)) {
      next.add(answer);
    }
    setSelected(next);
  };
  return (
    <section aria-live="polite" className="answered">
      <h2>{w.answers(count(known, language), count(answers.length, language))}</h2>
      <div className="tabs" role="group">
        {FILTERS.map((name) => {
          const n = answers.filter((answer) => passes(answer, name)).length;
          return (
            (n > 0 || name === filter) && (
              <button key={name} type="button" aria-pressed={filter === name} onClick={() => choose(name)}>
                {w.filters[name]} <span className="figure">{count(n, language)}</span>
              </button>
            )
          );
        })}
      </div>
      <div className="actions answer-actions">
        <label className="row small">
          <input type="checkbox" checked={all} onChange={() => setSelected(new Set(all ? [] : shown))} /> {w.selectAll}
        </label>
        <span className="quiet small" role="status">{chosen.length > 0 ? w.selected(count(chosen.length, language)) : w.forAll}</span>
        <Copy text={texts.map(defang).join('\n')} label={w.copy} />
        <Copy text={texts.join('\n')} label={w.copyReal} />
        <Button variant="default" size="xs" onClick={() => saveText('theriac-values.csv', csv(acted, defang), 'text/csv')}>
          {w.save}
        </Button>
      </div>
      {shown.length === 0 ? (
        <p className="quiet">{w.none}</p>
      ) : (
        <AnswerRows key={filter} answers={shown} isSelected={(answer) => selected.has(answer)} toggle={toggle} verdict={verdictOf} />
      )}
    </section>
  );
}
