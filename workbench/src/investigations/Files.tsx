import { FileButton, Button } from '@mantine/core';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { RemoveButton } from '../shared/RemoveButton';
import { Failure } from '../shared/States';
import { count } from '../shared/time';
import { addFile, fileAddress, removeFile, useChange, type Investigation } from './queries';
import { investigationWords } from './words';

/** Files as they came, to be saved and never shown. */
export function Files({ page }: { page: Investigation }) {
  const w = useWords(investigationWords);
  const { language } = useLanguage();
  const add = useChange((file: File) => addFile(page.id, file));
  return (
    <Panel title={w.files}>
      {!page.closed && (
        <div className="stack">
          <p className="quiet small">{w.fileHint}</p>
          {add.error && <Failure error={add.error} />}
          <div className="actions">
            <FileButton onChange={(file) => file && add.mutate(file)} inputProps={{ 'aria-label': w.addFile }}>
              {(props) => <Button {...props} variant="default" size="xs" loading={add.isPending}>{w.addFile}</Button>}
            </FileButton>
          </div>
        </div>
      )}
      {page.files.length === 0 ? <p className="quiet">{w.noFiles}</p> : (
        <ul className="plain-list">
          {page.files.map((file) => (
            <li key={file.id}>
              <div className="spread">
                <span className="break"><Foreign text={file.name} /></span>
                <span className="row">
                  <a href={fileAddress(page.id, file.id)} download data-line>{w.download}<span className="visually-hidden"> {file.name}</span></a>
                  {!page.closed && <RemoveButton name={file.name} remove={() => removeFile(page.id, file.id)} queryKey={['investigation', page.id]} />}
                </span>
              </div>
              <p className="quiet small">{w.size(count(Math.ceil(file.size / 1024), language))}, <Moment at={file.at} />, {w.by} <Foreign text={file.by} /></p>
              <p className="quiet mono investigation-hash">SHA-256 {file.sha256}</p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
