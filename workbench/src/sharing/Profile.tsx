import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { RemoveButton } from '../shared/RemoveButton';
import { count } from '../shared/time';
import { Copy } from '../shared/Value';
import { address, PLAIN_FILES } from './profile';
import { Preview } from './Preview';
import { deleteExport, exportsQuery, type Export, type ExportFile } from './queries';
import { Release } from './Release';
import { sharingWords } from './words';

/** One profile: what it chooses, where it is fetched, and how its files are. */
export function Profile({ profile, formats, edit }: { profile: Export; formats: string[]; edit: () => void }) {
  const w = useWords(sharingWords);
  const { language } = useLanguage();
  const name = profile.plain ? w.plain : profile.name;
  const chosen = w.chosen(profile.minConfidence, profile.minScore, count(profile.most, language));
  return (
    <Panel
      title={name}
      aside={
        <span className="actions">
          <button type="button" className="copy" onClick={edit} data-line>
            {w.change}<span className="visually-hidden"> {name} {profile.plain && profile.recipient}</span>
          </button>
          {!profile.plain && <RemoveButton name={profile.name} remove={() => deleteExport(profile.id)} queryKey={exportsQuery.queryKey} />}
        </span>
      }
    >
      <div className="stack">
        <p>
          {w.recipient} <strong><Foreign text={profile.recipient} /></strong>: {profile.query === '' ? w.everything : <code>{profile.query}</code>}
          {chosen !== '' && <> · {chosen}</>}
        </p>
        <p className="quiet small">
          {w.brake(profile.shrinkPercent, profile.growPercent)} · {w.saved} <Moment at={profile.at} />{profile.by !== '' && <> · <Foreign text={profile.by} /></>}
        </p>
        <Address profile={profile} formats={profile.plain ? PLAIN_FILES : formats} />
        {profile.files.length === 0 ? <p className="quiet">{w.notFetched}</p> : <Files id={profile.id} files={profile.files} />}
      </div>
    </Panel>
  );
}

/** The address of one file, to be copied into the control. */
function Address({ profile, formats }: { profile: Export; formats: string[] }) {
  const w = useWords(sharingWords);
  const [file, setFile] = useState(formats[0] ?? '');
  const full = address(window.location.origin, profile, file);
  return (
    <div className="filters">
      <NativeSelect label={w.which} value={file} onChange={(e) => setFile(e.currentTarget.value)} data={formats} />
      <code className="break">{full}</code>
      <span className="actions">
        <Copy text={full} label={w.copyAddress} />
        <Preview key={file} id={profile.id} file={file} />
      </span>
    </div>
  );
}

function Files({ id, files }: { id: string; files: ExportFile[] }) {
  const w = useWords(sharingWords);
  const { language } = useLanguage();
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.file}</th>
          <th scope="col" className="number">{w.entries}</th>
          <th scope="col" className="number" title={w.leftOutHint}>{w.leftOut}</th>
          <th scope="col" className="number" title={w.stoppedHint}>{w.stopped}</th>
          <th scope="col">{w.made}</th>
          <th scope="col">{w.fetched}</th>
        </tr>
      </thead>
      <tbody>
        {files.map((file) => (
          <tr key={file.file}>
            <td className="main">
              <span className="mono">{file.file}</span>
              {file.heldEntries != null && <Release id={id} file={file.file} was={count(file.entries, language)} would={count(file.heldEntries, language)} />}
            </td>
            <td className="number" data-label={w.entries}>{count(file.entries, language)}</td>
            <td className="number" data-label={w.leftOut}>{count(file.leftOut, language)}</td>
            <td className="number" data-label={w.stopped}>{count(file.stopped, language)}</td>
            <td data-label={w.made}><Moment at={file.at} /></td>
            <td data-label={w.fetched}>
              <Moment at={file.fetchedAt} />
              {file.fetchedBy != null && <div className="quiet small">{w.fetchedBy(file.fetchedBy)}</div>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
