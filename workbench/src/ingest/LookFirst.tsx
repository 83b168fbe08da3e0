import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../accounts/session';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { Loaded } from '../shared/States';
import { sharedWords } from '../shared/words';
import { HowRead } from './HowRead';
import { mappingWords } from './mappingWords';
import { sourcePreviewQuery } from './queries';
import { ReadFailure } from './ReadFailure';

interface Props {
  source: string;
  file: File;
  takeIn: () => void;
  changeMapping: () => void;
  close: () => void;
}

/** A file that was brought, as the source would read it, before anything of it is stored. */
export function LookFirst({ source, file, takeIn, changeMapping, close }: Props) {
  const m = useWords(mappingWords);
  const common = useWords(sharedWords);
  const may = useMay();
  const preview = useQuery(sourcePreviewQuery(source, file));
  return (
    <Dialog title={m.lookFirst(file.name)} onClose={close} size="xl">
      <div className="stack">
        {preview.error ? <ReadFailure error={preview.error} /> : <Loaded query={preview} lines={6}>{(page) => <HowRead page={page} />}</Loaded>}
        <div className="actions">
          <Button onClick={takeIn} data-autofocus>{m.takeIn}</Button>
          {may('configure-sources') && <Button variant="default" onClick={changeMapping}>{m.changeMapping}</Button>}
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </div>
    </Dialog>
  );
}
