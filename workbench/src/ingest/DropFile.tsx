import { useState, type DragEvent } from 'react';
import { useWords } from '../shared/i18n';
import { ingestWords } from './words';

/** A file by dropping or choosing; the input itself stays usable by keyboard. */
export function DropFile({ busy, send }: { busy: boolean; send: (file: File) => void }) {
  const w = useWords(ingestWords);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !busy) {
      send(file);
    }
  };
  return (
    <label className="drop" data-over={over} onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
      <span role="status">{busy ? w.uploading : w.drop}</span>
      <input
        type="file"
        disabled={busy}
        aria-label={w.upload}
        onChange={(e) => {
          const file = e.currentTarget.files?.[0];
          e.currentTarget.value = '';
          if (file) {
            send(file);
          }
        }}
      />
    </label>
  );
}
