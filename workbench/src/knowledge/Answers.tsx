import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { Schema } from '../api/client';
import { defang } from '../shared/defang';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { kindName, kindWords } from '../shared/kinds';
import { Moment } from '../shared/Moment';
import { count } from '../shared/time';
import { Copy } from '../shared/Value';
import { csv, verdictOf, type Verdict } from './lookup';
import { shownName } from './types';
import { TypeTag } from './TypeTag';
import { knowledgeWords } from './words';

type Answer = Schema<'ValueAnswer'>;

const ROW_PX = 44;
const NARROW_ROW_PX = 64;
const LOOK: Record<Verdict, string> = { known: 'wait', unknown: '', unreadable: 'bad' };
const FILTERS = ['all', 'known', 'unknown', 'unreadable'] as const;

/** What is known about each value; thousands of lines, only the visible ones exist. */
export function Answers({ answers }: { answers: Answer[] }) {
  const w = useWords(knowledgeWords);
  const { language } = useLanguage();
  const [filter, setFilter] = useState<(typeof FILTERS)[number]>('all');
  const known = answers.filter((answer) => verdictOf(answer) === 'known');
  const shown = filter === 'all' ? answers : answers.filter((answer) => verdictOf(answer) === filter);
  return (
    <section aria-live="polite">
      <div className="spread answers-head">
        <h2>{w.answers(count(known.length, language), count(answers.length, language))}</h2>
        <span className="actions">
          {known.length > 0 && <Copy text={known.map((answer) => defang(answer.text)).join('\n')} label={w.copyKnown} />}
          <Button variant="default" size="xs" onClick={() => save(csv(answers, defang))}>
            {w.download}
          </Button>
        </span>
      </div>
      <div className="tabs" role="group">
        {FILTERS.map((name) => (
          <button key={name} type="button" aria-pressed={filter === name} onClick={() => setFilter(name)}>
            {w.filter[name]}
          </button>
        ))}
      </div>
      <Rows key={filter} answers={shown} />
    </section>
  );
}

function Rows({ answers }: { answers: Answer[] }) {
  const w = useWords(knowledgeWords);
  const kinds = useWords(kindWords);
  const scroller = useRef<HTMLDivElement>(null);
  const height = window.innerWidth < 768 ? NARROW_ROW_PX : ROW_PX;
  // The virtualizer's functions change with every render on purpose; the compiler's rule does not apply.
  // eslint-disable-next-line react-hooks/incompatible-library
  const rows = useVirtualizer({ count: answers.length, getScrollElement: () => scroller.current, estimateSize: () => height, overscan: 12 });
  return (
    <div ref={scroller} className="answers" tabIndex={0} role="group" aria-label={w.value}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const answer = answers[index];
          return (
            answer && (
              <div key={index} className="answer" style={{ position: 'absolute', top: 0, left: 0, right: 0, height, transform: `translateY(${start}px)` }}>
                <code title={defang(answer.text || answer.asWritten)}>
                  <Foreign text={defang(answer.text || answer.asWritten)} />
                </code>
                <span><span className={`tag ${LOOK[verdictOf(answer)]}`}>{w.verdicts[verdictOf(answer)]}</span></span>
                <span className="quiet small">{kindName(answer.kind, kinds)}</span>
                <KnownAs answer={answer} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function KnownAs({ answer }: { answer: Answer }) {
  const w = useWords(knowledgeWords);
  const [first] = answer.known;
  if (!first) {
    return <span />;
  }
  return (
    <span className="small">
      <TypeTag type={first.type} />{' '}
      <Link to="/objects/$id" params={{ id: first.id }} data-line>
        <Foreign text={shownName(first)} />
      </Link>{' '}
      <span className="quiet">
        {w.sources}: {first.sources} · <Moment at={first.since} /> {answer.known.length > 1 && `+ ${answer.known.length - 1}`}
      </span>
    </span>
  );
}

/** Gives the browser a file to save. */
function save(text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = 'theriac-values.csv';
  link.click();
  URL.revokeObjectURL(link.href);
}
