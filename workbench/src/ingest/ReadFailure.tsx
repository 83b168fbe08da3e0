import { Problem } from '../api/problem';
import { Failure } from '../shared/States';
import { ProblemText } from './ProblemText';

/** Why a file or an address could not be looked at: in the reader's language where the hub says what it comes from. */
export function ReadFailure({ error }: { error: unknown }) {
  if (!(error instanceof Problem) || error.reason === '') {
    return <Failure error={error} />;
  }
  return (
    <div className="failure" role="alert">
      <p>
        <ProblemText problem={error.sentence} code={error.reason} />
      </p>
    </div>
  );
}
