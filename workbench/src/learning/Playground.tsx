import { useSession } from '../accounts/session';
import { useWords } from '../shared/i18n';
import { learningWords } from './words';

/** Stands over every page of a hub that has nothing to do with other machines. */
export function Playground() {
  const w = useWords(learningWords);
  return useSession().playground ? <div className="playground" role="region" aria-label={w.playground}><strong>{w.playground}</strong> {w.playgroundHint}</div> : null;
}
