import { Button } from '@mantine/core';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { pictureWords } from './pictureWords';

/** What QR codes in a report's pictures say; nothing when there are none. */
export function CodesPanel({ codes }: { codes: Schema<'ReportCode'>[] }) {
  const p = useWords(pictureWords);
  if (codes.length === 0) {
    return null;
  }
  return (
    <Panel title={p.code}>
      <p className="quiet small">{p.codeHint}</p>
      <ul className="plain-list">
        {codes.map(({ picture, kind, text }, place) => (
          <li key={place} className="found">
            <div className="spread small">
              <span className="quiet"><Foreign text={p.from(picture || p.unnamed)} /></span>
              <span className={`tag ${kind === 'text' ? '' : 'wait'}`}>{p.kinds[kind]}</span>
            </div>
            <pre className="raw small break"><Foreign text={text} /></pre>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Codes that go along with a report, each of which the reporter may leave out. */
export function CodesRead({ codes, onChange }: { codes: Schema<'NewCode'>[]; onChange: (codes: Schema<'NewCode'>[]) => void }) {
  const p = useWords(pictureWords);
  if (codes.length === 0) {
    return null;
  }
  return (
    <div>
      <p className="small" role="status">{p.withCodes(codes.length)}</p>
      <ul className="plain-list">
        {codes.map((code, place) => (
          <li key={place} className="spread">
            <span>
              <span className="mono small break"><Foreign text={code.text} /></span>
              <br />
              <span className="quiet small"><Foreign text={p.from(code.picture || p.unnamed)} /></span>
            </span>
            <Button size="xs" variant="subtle" onClick={() => onChange(codes.filter((_, other) => other !== place))}>{p.drop}</Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
