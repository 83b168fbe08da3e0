import { useState } from 'react';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { count } from '../shared/time';
import { Why } from '../shared/Why';
import { curve, dropsAt, passed } from './decay';
import { objectWords } from './objectWords';
import { knowledgeWords } from './words';

const WIDTH = 300;
const HEIGHT = 96;

/** How sure: what the sources say, what is left of it today, and when it counts as decayed. */
export function HowSure({ page }: { page: Schema<'ObjectPage'> }) {
  const w = useWords(knowledgeWords);
  const o = useWords(objectWords);
  const { confidence, sources, score } = page.summary;
  return (
    <Panel title={w.howSure} aside={<Why topic={page.decay ? 'score' : 'confidence'} />}>
      {page.decay ? (
        <Fading decay={page.decay} score={score ?? 0} />
      ) : confidence == null ? (
        <p className="quiet">{w.nobodySays}</p>
      ) : (
        <p className="figure sure">{w.ofHundred(confidence)}</p>
      )}
      <p className="quiet small">
        {page.decay && <>{o.scoreFrom(page.decay.from)} · </>}
        {w.sources}: {sources}
      </p>
    </Panel>
  );
}

function Fading({ decay, score }: { decay: Schema<'ObjectDecay'>; score: number }) {
  const o = useWords(objectWords);
  const { language } = useLanguage();
  const [now] = useState(() => Date.now());
  const drops = dropsAt(decay);
  const days = o.lifetime(count(Math.round(decay.lifetimeHours / 24), language));
  return (
    <>
      <p>
        <span className="figure sure">{score}</span> {o.scoreNow} {decay.decayed && <span className="tag wait">{o.decayed}</span>}
      </p>
      <svg viewBox={`-1 -4 ${WIDTH + 2} ${HEIGHT + 22}`} className="decay" role="img" aria-label={`${o.curve}: ${score} ${o.scoreNow}, ${o.threshold(decay.threshold)}, ${days}`}>
        <line x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} className="axis" />
        <line x1={0} x2={WIDTH} y1={y(decay.threshold)} y2={y(decay.threshold)} className="threshold" />
        <text x={WIDTH} y={y(decay.threshold) - 3} textAnchor="end">{o.threshold(decay.threshold)}</text>
        <path d={curve(decay, WIDTH, HEIGHT)} className="fading" />
        <circle cx={passed(decay, now) * WIDTH} cy={y(score)} r={4.5} />
        <text x={0} y={HEIGHT + 14}>0</text>
        <text x={WIDTH} y={HEIGHT + 14} textAnchor="end">{days}</text>
      </svg>
      <p className="small">
        {drops ? (
          <>
            {drops.getTime() > now ? o.drops : o.dropped} <Moment at={drops.toISOString()} />
          </>
        ) : (
          o.dropsNever
        )}
      </p>
      <p className="quiet small">
        {o.model} “<Foreign text={decay.model} />”
      </p>
    </>
  );
}

function y(score: number): number {
  return HEIGHT - (score / 100) * HEIGHT;
}
