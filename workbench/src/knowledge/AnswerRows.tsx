import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { Schema } from '../api/client';
import { defang } from '../shared/defang';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { kindName, kindWords } from '../shared/kinds';
import { Moment } from '../shared/Moment';
import type { Verdict } from './lookup';
import { lookupWords } from './lookupWords';
import { shownName } from './types';
import { TypeTag } from './TypeTag';

type Answer = Schema<'ValueAnswer'>;

const ROW_PX = 60;
const NARROW_ROW_PX = 112;
const LOOK: Record<Verdict, string> = { indicated: 'bad', revoked: 'wait', seen: 'wait', around: 'wait', listed: 'good', unknown: '', unreadable: '' };

interface Props {
  answers: Answer[];
  isSelected: (answer: Answer) => boolean;
  toggle: (answer: Answer) => void;
  verdict: (answer: Answer) => Verdict;
}

/** Thousands of lines, of which only the visible ones exist. */
export function AnswerRows({ answers, isSelected, toggle, verdict }: Props) {
  const w = useWords(lookupWords);
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
          if (!answer) {
            return null;
          }
          const shown = defang(answer.text || answer.asWritten);
          const said = verdict(answer);
          return (
            <div key={index} className="answer" style={{ position: 'absolute', top: 0, left: 0, right: 0, height, transform: `translateY(${start}px)` }}>
              <input type="checkbox" checked={isSelected(answer)} onChange={() => toggle(answer)} aria-label={w.select(shown)} />
              <span className="answer-value">
                <code title={shown}><Foreign text={shown} /></code>
                <span className="quiet small">{kindName(answer.kind, kinds)}</span>
              </span>
              <span className="answer-value">
                <span><span className={`tag ${LOOK[said]}`}>{w.verdicts[said]}</span></span>
                {answer.confidence != null && <span className="quiet small">{w.confidence(answer.confidence)}</span>}
              </span>
              <KnownAs answer={answer} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Who says what about it since when, and on which allow lists it stands. */
function KnownAs({ answer }: { answer: Answer }) {
  const w = useWords(lookupWords);
  const nearby = answer.known.length === 0;
  const objects = nearby ? answer.around : answer.known;
  const [first] = objects;
  return (
    <span className="answer-value small">
      {first && (
        <span title={objects.map(shownName).join('\n')}>
          {nearby && <span className="quiet">{w.around} </span>}
          <TypeTag type={first.type} />{' '}
          <Link to="/objects/$id" params={{ id: first.id }} data-line>
            <Foreign text={shownName(first)} />
          </Link>
          {objects.length > 1 && <span className="quiet"> + {objects.length - 1}</span>}
        </span>
      )}
      {answer.by.length > 0 && (
        <span className="quiet" title={answer.by.join('\n')}>
          <Foreign text={answer.by.join(', ')} /> · {w.since} <Moment at={answer.since} />
        </span>
      )}
      {answer.lists.length > 0 && (
        <span title={answer.lists.join('\n')}>
          <span className="quiet">{w.onList}</span> <Foreign text={answer.lists.join(', ')} />
        </span>
      )}
    </span>
  );
}
