import { FindingText } from './FindingText';

/** Why a source could not be asked, or a delivery failed: in the reader's language by its code, then in the hub's own words. */
export function ProblemText({ problem, code }: { problem: string; code: string | null | undefined }) {
  return <FindingText finding={{ rule: code ?? '', message: problem }} />;
}
