import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { CaseTable } from './CaseTable';
import { casesQuery } from './queries';
import { caseWords } from './words';
import './cases.css';

/** Cases that go on, beside the reports that wait: one place shows all that waits. */
export function AtDesk() {
  const w = useWords(caseWords);
  const cases = useQuery(casesQuery('', true));
  if (!cases.data || cases.data.cases.length === 0) {
    return null;
  }
  return (
    <Panel title={w.atDesk} aside={<Link to="/cases">{w.toCases}</Link>}>
      <CaseTable cases={cases.data.cases.slice(0, 10)} />
    </Panel>
  );
}
