import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useWords } from '../shared/i18n';
import { isDone, nextOf } from './progress';
import { firstWeekQuery } from './queries';
import { learningWords } from './words';

/** One line for who is still learning the trade: how far, and what comes next; gone once all is done. */
export function Beginning() {
  const w = useWords(learningWords);
  const { data } = useQuery(firstWeekQuery);
  const next = data && nextOf(data.exercises);
  if (!data || next === undefined) {
    return null;
  }
  return (
    <p className="small quiet">
      <Link to="/first-week">{w.title}</Link>: {w.progress(data.exercises.filter(isDone).length, data.exercises.length)}. {w.next}: {w.exercises[next]?.title}
    </p>
  );
}
