import { useWords } from '../shared/i18n';
import { intakeWords } from './words';

const STATE_LOOK: Record<string, string> = { new: 'wait', claimed: 'wait', drafted: 'good', dismissed: '', answered: 'good' };
const HINT_LOOK: Record<string, string> = { malicious: 'bad', suspicious: 'wait', incident: 'wait', none: '' };

export function StateTag({ state }: { state: string }) {
  const w = useWords(intakeWords);
  return <span className={`tag ${STATE_LOOK[state] ?? ''}`}>{w.states[state] ?? state}</span>;
}

/** What the rules say at first look: a hint for a person. */
export function HintTag({ hint }: { hint: string }) {
  const w = useWords(intakeWords);
  return <span className={`tag ${HINT_LOOK[hint] ?? ''}`}>{w.hints[hint] ?? hint}</span>;
}
