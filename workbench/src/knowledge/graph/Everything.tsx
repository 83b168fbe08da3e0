import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useMemo, useState } from 'react';
import { TextInput } from '@mantine/core';
import { AddTo } from '../../investigations/AddTo';
import { Foreign } from '../../shared/Foreign';
import { useLanguage, useWords } from '../../shared/i18n';
import { Panel } from '../../shared/Panel';
import { count } from '../../shared/time';
import { shownName, typeName, typeWords } from '../types';
import type { Board } from './board';
import type { Picture } from './graph';
import { graphWords } from './words';

const LINE = 34;

interface Props {
  picture: Picture;
  board: Board;
  selected: string;
  select: (id: string) => void;
}

/** The same as the drawing, as a table for the keyboard and for those who see no drawing; only the lines in sight exist. */
export function Everything({ picture, board, selected, select }: Props) {
  const w = useWords(graphWords);
  const types = useWords(typeWords);
  const { language } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const [sought, setSought] = useState('');
  const ties = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { from, to } of picture.edges.values()) {
      counts.set(from, (counts.get(from) ?? 0) + 1);
      counts.set(to, (counts.get(to) ?? 0) + 1);
    }
    return counts;
  }, [picture]);
  const lines = useMemo(() => {
    const wanted = sought.trim().toLowerCase();
    return [...picture.nodes.values()].map((node) => ({ ...node, shown: node.holds > 0 ? `${node.holds} ×` : shownName(node) })).filter(({ shown, type }) => wanted === '' || shown.toLowerCase().includes(wanted) || type.includes(wanted));
  }, [picture, sought]);
  // The compiler does not know that the rows are read anew at every scroll; nothing here is memoized by it.
  // eslint-disable-next-line react-hooks/incompatible-library
  const rows = useVirtualizer({ count: lines.length, getScrollElement: () => box.current, estimateSize: () => LINE, overscan: 12 });
  return (
    <Panel title={w.drawing(picture.nodes.size, picture.edges.size)}>
      <AddTo ids={lines.filter(({ holds }) => holds === 0).map(({ id }) => id)} size="xs" />
      <TextInput size="xs" label={w.filter} value={sought} onChange={(e) => setSought(e.currentTarget.value)} data-search />
      <div ref={box} className="graph-lines" role="table" aria-label={w.all} aria-rowcount={lines.length + 1}>
        <div role="row" aria-rowindex={1} className="graph-head small quiet">
          <span role="columnheader">{w.name}</span>
          <span role="columnheader">{w.type}</span>
          <span role="columnheader">{w.connections}</span>
        </div>
        <div role="rowgroup" style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const node = lines[index];
            return node === undefined ? null : (
              <div key={node.id} role="row" aria-rowindex={index + 2} style={{ position: 'absolute', top: 0, left: 0, right: 0, height: LINE, transform: `translateY(${start}px)` }}>
                <span role="cell">
                  <button type="button" className="facet" aria-pressed={node.id === selected} onClick={() => select(node.id)} data-line>
                    <Foreign text={node.shown} />
                    {(board.pins[node.id] !== undefined || board.notes[node.id] !== undefined) && <span className="tag" title={board.notes[node.id]}>{board.notes[node.id] === undefined ? w.pinned : w.noted}</span>}
                  </button>
                </span>
                <span role="cell" className="quiet small">{typeName(node.type, types)}</span>
                <span role="cell" className="quiet small figure">{count(ties.get(node.id) ?? 0, language)}</span>
              </div>
            );
          })}
        </div>
      </div>
    </Panel>
  );
}
