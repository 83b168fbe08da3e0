import { useQuery, queryOptions } from '@tanstack/react-query';
import { answered, hub } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Loaded } from '../shared/States';
import { signingWords } from './signingWords';

const signingQuery = queryOptions({ queryKey: ['mail-signatures'], queryFn: () => answered(hub.GET('/api/mail-signatures')) });

/** How mails are signed, and what is wrong with the certificate for it. */
export function SigningPanel() {
  const w = useWords(signingWords);
  const signing = useQuery(signingQuery);
  return (
    <Panel title={w.title}>
      <Loaded query={signing}>
        {({ kinds, certificate }) => (
          <>
            {certificate?.fault != null && <p role="alert" className="notice warn">{w.faults[certificate.fault] ?? certificate.fault} {!certificate.usable && w.instead}</p>}
            {certificate?.subject != null && <p>{w.certificate} <Foreign text={certificate.subject} />{certificate.until != null && <> {w.until} <Moment at={certificate.until} /></>}</p>}
            <ul>
              {Object.entries(w.forms).map(([form, words]) => {
                const named = kinds.filter((each) => each.form === form).map(({ kind }) => w.kinds[kind] ?? kind);
                return named.length === 0 ? null : <li key={form}>{words} {named.join(', ')}</li>;
              })}
            </ul>
          </>
        )}
      </Loaded>
    </Panel>
  );
}
