import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Loaded } from '../shared/States';
import { count } from '../shared/time';
import { previewQuery } from './queries';
import { sharingWords } from './words';

/** The beginning of a file as its recipient would get it now. */
export function Preview({ id, file }: { id: string; file: string }) {
  const w = useWords(sharingWords);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="copy" onClick={() => setOpen(true)}>
        {w.preview}<span className="visually-hidden"> {file}</span>
      </button>
      {open && (
        <Dialog title={file} onClose={() => setOpen(false)}>
          <Lines id={id} file={file} />
        </Dialog>
      )}
    </>
  );
}

function Lines({ id, file }: { id: string; file: string }) {
  const w = useWords(sharingWords);
  const { language } = useLanguage();
  const preview = useQuery(previewQuery(id, file));
  return (
    <Loaded query={preview} lines={8}>
      {(data) => (
        <div className="stack">
          <p className="quiet">{w.previewed(count(data.entries, language), count(data.leftOut, language), count(data.stopped, language))}</p>
          {data.lines.length === 0 ? (
            <p>{w.previewEmpty}</p>
          ) : (
            <pre className="raw" tabIndex={0} role="group" aria-label={file}><Foreign text={data.lines.join('\n') + (data.more ? '\n…' : '')} /></pre>
          )}
          {data.standing.length > 0 && (
            <section className="stack" aria-label={w.standing}>
              <h3>{w.standing}</h3>
              <p className="quiet">{w.standingHint}</p>
              <pre className="raw" tabIndex={0} role="group" aria-label={w.standing}><Foreign text={data.standing.join('\n')} /></pre>
            </section>
          )}
        </div>
      )}
    </Loaded>
  );
}
