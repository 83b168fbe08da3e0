import { Link } from '@tanstack/react-router';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { advisoryWords } from './advisoryWords';
import type { Publication } from './queries';

/** What a warning was made of and how far that lets it go; nothing when it was made of nothing of others. */
export function OriginNote({ publication }: { publication: Publication }) {
  const w = useWords(advisoryWords);
  const { origin } = publication;
  return origin ? (
    <p className="small">
      {w.origin} <Link to="/objects/$id" params={{ id: origin.object }}><Foreign text={origin.name} /></Link>. {w.atMost(origin.widest)}
    </p>
  ) : null;
}
