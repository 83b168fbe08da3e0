import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Loaded } from '../shared/States';
import type { Case } from './queries';
import { evidenceQuery, takedownQuery } from './takedowns';
import { takedownWords } from './takedownWords';
import { WriteLetter } from './WriteLetter';

const TAGS: Record<string, string> = { sent: 'good', failed: 'bad', uncertain: 'bad' };

/** What is to disappear, whom we asked, and what proves it. */
export function TakedownPart({ page }: { page: Case }) {
  const t = useWords(takedownWords);
  const takedown = useQuery(takedownQuery(page.id));
  const [writing, setWriting] = useState(false);
  return (
    <>
      <Panel title={t.value} aside={!page.endedAt && <Button size="xs" onClick={() => setWriting(true)}>{t.write}</Button>}>
        <Loaded query={takedown} lines={4}>
          {(data) => (
            <>
              <dl className="facts">
                <dt>{t.value}</dt>
                <dd><code className="break">{data.defanged}</code></dd>
                {data.brand && (
                  <>
                    <dt>{t.brand}</dt>
                    <dd><Foreign text={data.brand} /></dd>
                  </>
                )}
                <dt>{t.seen}</dt>
                <dd><Moment at={data.firstSeen} /></dd>
              </dl>
              <h3 className="apart">{t.letters}</h3>
              {data.letters.length === 0 && <p className="quiet">{t.noLetters}</p>}
              <ul className="plain-list">
                {data.letters.map((letter, i) => (
                  <li key={i}>
                    <div className="row">
                      <span>{t.roles[letter.role] ?? letter.role}: <Foreign text={letter.to} /></span>
                      <span className={`tag ${TAGS[letter.state] ?? 'wait'}`}>{t.letterStates[letter.state] ?? letter.state}</span>
                      <Moment at={letter.at} />
                    </div>
                    {letter.problem && <div className="quiet small">{letter.problem}</div>}
                    <details className="how-to">
                      <summary>{letter.subject}</summary>
                      <pre className="raw"><Foreign text={letter.body} /></pre>
                    </details>
                  </li>
                ))}
              </ul>
              {writing && <WriteLetter page={page} contacts={data.contacts} close={() => setWriting(false)} />}
            </>
          )}
        </Loaded>
      </Panel>
      <Evidence id={page.id} />
    </>
  );
}

function Evidence({ id }: { id: string }) {
  const t = useWords(takedownWords);
  const [message, setMessage] = useState(false);
  const evidence = useQuery(evidenceQuery(id, message));
  return (
    <Panel title={t.evidence}>
      <p className="quiet small">{t.evidenceHint}</p>
      <Checkbox label={t.withMessage} checked={message} onChange={(e) => setMessage(e.currentTarget.checked)} />
      <Loaded query={evidence} lines={3}>
        {(data) => (
          <>
            <div className="scroll-x apart" tabIndex={0} role="group" aria-label={t.evidence}>
              <table className="list">
                <thead>
                  <tr>
                    <th scope="col">{t.part}</th>
                    <th scope="col">SHA-256</th>
                  </tr>
                </thead>
                <tbody>
                  {[...data.parts, { name: t.whole, sha256: data.sha256 }].map((part) => (
                    <tr key={part.name}>
                      <td>{part.name}</td>
                      <td><code>{part.sha256}</code></td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <div className="apart">
              <Button component="a" variant="default" href={`/api/cases/${id}/evidence.zip?message=${message}`} download="evidence.zip">{t.download}</Button>
            </div>
          </>
        )}
      </Loaded>
    </Panel>
  );
}
