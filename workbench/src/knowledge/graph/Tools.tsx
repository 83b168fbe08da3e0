import { Button, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useWords } from '../../shared/i18n';
import { saveText } from '../../shared/saveText';
import { Failure } from '../../shared/States';
import { typeName, typeWords } from '../types';
import type { Board } from './board';
import { Drop } from '../../shared/Drop';
import { pngOf, svgOf } from './files';
import type { Picture } from './graph';
import type { LayoutName } from './layouts';
import { bundleOf } from './saved';
import type { Scene } from './scene';
import { idsOf, typesIn, type Folds } from './shape';
import { graphWords } from './words';

interface Props {
  board: Board;
  change: (next: Partial<Board>) => void;
  undo: (() => void) | undefined;
  fit: () => void;
  again: () => void;
  scene: Scene;
  picture: Picture;
  folds: Folds;
  colour: (name: string) => string;
}

/** How the picture lies, what is folded, and the picture as a file. */
export function Tools({ board, change, undo, fit, again, scene, picture, folds, colour }: Props) {
  const w = useWords(graphWords);
  const types = useWords(typeWords);
  const stix = useMutation({
    mutationFn: () => bundleOf(idsOf(picture, folds)),
    onSuccess: (text) => saveText('theriac-graph.json', text, 'application/json'),
  });
  const png = async () => {
    const blob = await pngOf(scene, colour);
    if (blob) {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = 'theriac-graph.png';
      link.click();
      URL.revokeObjectURL(link.href);
    }
  };
  const foldable = [...new Set([...board.fold, ...typesIn(picture).filter(([, n]) => n > 1).map(([type]) => type)])];
  return (
    <>
      <Button variant="default" size="xs" disabled={!undo} onClick={undo}>{w.undo}</Button>
      <NativeSelect size="xs" aria-label={w.layout} value={board.layout} onChange={(e) => change({ layout: e.currentTarget.value as LayoutName })} data={[{ value: 'force', label: w.layouts.force }, { value: 'rings', label: w.layouts.rings }, { value: 'rows', label: w.layouts.rows }, { value: 'time', label: w.layouts.time }]} />
      <Drop label={board.fold.length > 0 ? `${w.fold} (${board.fold.length})` : w.fold}>
        <p className="quiet small">{w.foldHint}</p>
        {foldable.map((type) => {
          const on = board.fold.includes(type);
          return (
            <label key={type} className="small">
              <input type="checkbox" checked={on} onChange={() => change({ fold: on ? board.fold.filter((one) => one !== type) : [...board.fold, type] })} /> {typeName(type, types)}
            </label>
          );
        })}
      </Drop>
      <Button variant="default" size="xs" onClick={fit}>{w.fit}</Button>
      <Button variant="default" size="xs" onClick={again}>{w.again}</Button>
      <Drop label={w.saveAs}>
        <button type="button" className="plain-button" onClick={() => void png()}>PNG</button>
        <button type="button" className="plain-button" onClick={() => saveText('theriac-graph.svg', svgOf(scene, colour), 'image/svg+xml')}>SVG</button>
        <button type="button" className="plain-button" disabled={stix.isPending} onClick={() => stix.mutate()}>STIX</button>
      </Drop>
      {stix.error && <Failure error={stix.error} />}
    </>
  );
}
