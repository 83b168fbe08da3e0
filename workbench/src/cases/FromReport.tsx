import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { CaseTable } from './CaseTable';
import { EditIncident } from './EditIncident';
import { NewTakedown } from './NewTakedown';
import { aboutQuery } from './queries';
import { caseWords } from './words';

/** Cases about a report, and opening one from it. */
export function FromReport({ report }: { report: string }) {
  const w = useWords(caseWords);
  const cases = useQuery(aboutQuery('report', report));
  const [begun, begin] = useState('');
  const close = () => begin('');
  return (
    <Panel title={w.caseOf}>
      {cases.data && cases.data.cases.length > 0 && <CaseTable cases={cases.data.cases} />}
      <div className="actions apart">
        <Button size="xs" variant="default" onClick={() => begin('takedown')}>{w.begin.takedown}</Button>
        <Button size="xs" variant="default" onClick={() => begin('incident')}>{w.begin.incident}</Button>
        <Button size="xs" variant="default" onClick={() => begin('vulnerability')}>{w.begin.vulnerability}</Button>
      </div>
      {begun === 'takedown' && <NewTakedown report={report} close={close} />}
      {(begun === 'incident' || begun === 'vulnerability') && <EditIncident kind={begun} report={report} close={close} />}
    </Panel>
  );
}
