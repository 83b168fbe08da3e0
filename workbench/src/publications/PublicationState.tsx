import { useWords } from '../shared/i18n';
import { publicationWords } from './words';

const LOOK: Record<string, string> = { draft: '', review: 'wait', approved: 'wait', scheduled: 'wait', sending: 'wait', published: 'good', stopped: 'bad', withdrawn: 'bad', discarded: 'bad' };

export function PublicationState({ state }: { state: string }) {
  const w = useWords(publicationWords);
  return <span className={`tag ${LOOK[state] ?? ''}`}>{w.states[state] ?? state}</span>;
}
