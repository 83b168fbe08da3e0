import { Link } from '@tanstack/react-router';
import { useWords } from '../shared/i18n';
import { proposalWords } from './words';

/** Said after a step that takes two. */
export function Waits() {
  const w = useWords(proposalWords);
  return (
    <p className="notice" role="status">
      {w.waits} <Link to="/decisions">{w.see}</Link>
    </p>
  );
}
