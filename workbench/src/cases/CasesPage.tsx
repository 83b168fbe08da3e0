import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../shared/i18n';
import { PageHead } from '../shared/PageHead';
import { Empty, Loaded } from '../shared/States';
import { CaseTable } from './CaseTable';
import { EditIncident } from './EditIncident';
import { NewTakedown } from './NewTakedown';
import { casesQuery, KINDS } from './queries';
import { EditRequest } from './EditRequest';
import { caseWords } from './words';

/** Cases of every kind: what is due first stands first. */
export default function CasesPage() {
  const w = useWords(caseWords);
  const { kind = '', show = '' } = useSearch({ strict: false }) as { kind?: string; show?: string };
  const cases = useQuery(casesQuery(kind, show !== 'all'));
  const [begun, begin] = useState('');
  const close = () => begin('');
  return (
    <>
      <PageHead title={w.cases} lead={w.lead}>
        {KINDS.map((each) => (
          <Button key={each} variant={each === 'incident' ? 'filled' : 'default'} onClick={() => begin(each)}>{w.begin[each]}</Button>
        ))}
      </PageHead>
      <nav className="tabs" aria-label={w.kind}>
        {['', ...KINDS].map((each) => (
          <Link key={each} to="/cases" search={{ ...(each && { kind: each }), ...(show && { show }) }} activeOptions={{ exact: true }} aria-current={kind === each ? 'page' : undefined}>
            {each ? w.kinds[each] : w.all}
          </Link>
        ))}
      </nav>
      <nav className="tabs" aria-label={w.state}>
        {['', 'all'].map((each) => (
          <Link key={each} to="/cases" search={{ ...(kind && { kind }), ...(each && { show: each }) }} activeOptions={{ exact: true }} aria-current={show === each ? 'page' : undefined}>
            {each ? w.all : w.open}
          </Link>
        ))}
      </nav>
      <Loaded query={cases} lines={8}>
        {(data) => (data.cases.length === 0 ? <Empty title={w.none}>{w.noneHint}</Empty> : <CaseTable cases={data.cases} />)}
      </Loaded>
      {(begun === 'incident' || begun === 'vulnerability') && <EditIncident kind={begun} close={close} />}
      {begun === 'takedown' && <NewTakedown close={close} />}
      {begun === 'request' && <EditRequest close={close} />}
    </>
  );
}
