import { Problem } from '../api/problem';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { documentWords } from './words';

/** What went wrong, in the reader's language where the hub's reason has words here. */
export function Refusal({ error }: { error: unknown }) {
  const w = useWords(documentWords);
  const said = error instanceof Problem ? w.problems[error.reason] : undefined;
  return said ? (
    <div className="failure" role="alert">
      <p>{said}</p>
    </div>
  ) : (
    <Failure error={error} />
  );
}
