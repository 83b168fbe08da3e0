import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useWords } from '../../shared/i18n';
import type { Frame } from './heat';
import { readLayer, type Fault, type ReadLayer } from './layer';
import { attackWords } from './words';

interface Props {
  frame: Frame;
  taken: (layer: ReadLayer) => void;
  /** Absent: there is nothing to save. */
  save: (() => void) | undefined;
}

/** Layers of the Navigator, in and out. */
export function LayerFile({ frame, taken, save }: Props) {
  const w = useWords(attackWords);
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<Fault>();
  const read = async (file: File | undefined) => {
    if (!file) {
      return;
    }
    const layer = readLayer(await file.text(), frame);
    if (typeof layer === 'string') {
      setFault(layer);
    } else {
      setFault(undefined);
      taken(layer);
    }
    if (input.current) {
      input.current.value = '';
    }
  };
  return (
    <>
      <input ref={input} type="file" accept=".json,application/json" hidden aria-label={w.readLayer} onChange={(e) => void read(e.currentTarget.files?.[0])} />
      <Button variant="default" size="xs" onClick={() => input.current?.click()}>{w.readLayer}</Button>
      <Button variant="default" size="xs" disabled={!save} onClick={save}>{w.saveLayer}</Button>
      {fault && <p className="failure small" role="alert">{w.faults[fault]}</p>}
    </>
  );
}
