import type { Schema } from '../api/client';
import { cut } from '../shared/cutting';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { verdict } from './marks';
import { intakeWords } from './words';

type ReportValue = Schema<'ReportValue'>;

/** The message as it came, with its values marked in place; text only, nothing can be clicked. */
export function MarkedText({ text, values }: { text: string; values: ReportValue[] }) {
  return (
    <div className="document" dir="auto" tabIndex={0} role="group" aria-label={useWords(intakeWords).document}>
      {cut(text, values).map((piece, i) => (piece.value ? <Marked key={i} text={piece.text} value={piece.value} /> : <Foreign key={i} text={piece.text} />))}
    </div>
  );
}

function Marked({ text, value }: { text: string; value: ReportValue }) {
  const w = useWords(intakeWords);
  const { language } = useLanguage();
  const judged = verdict(value);
  const why = value.lookalike ? (language === 'nl' ? value.lookalike.reasonNl : value.lookalike.reason) : w.verdicts[judged];
  return (
    <mark className={`mark-${judged}`} title={why}>
      <Foreign text={text} />
      <span className="mark-word">{w.verdicts[judged]}</span>
    </mark>
  );
}
