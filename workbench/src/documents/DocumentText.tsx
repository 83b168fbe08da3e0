import { Button, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { memo, useMemo, useRef, useState } from 'react';
import { typeName, typeWords } from '../knowledge/types';
import { cut } from '../shared/cutting';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { useAnswer } from './changing';
import { blocks, type Block } from './deciding';
import { pointOut, type Document, type Thing } from './queries';
import { Refusal } from './Refusal';
import { documentWords } from './words';

const TYPES = ['malware', 'intrusion-set', 'threat-actor', 'tool', 'campaign', 'infrastructure'];
const LONGEST_NAME = 300;

interface Props {
  document: Document;
  chosen: number | undefined;
  choose: (number: number) => void;
}

/** The text with everything that was found marked in its place; a name that was not found can be pointed out. */
export function DocumentText({ document, chosen, choose }: Props) {
  const w = useWords(documentWords);
  const box = useRef<HTMLDivElement>(null);
  const [marked, setMarked] = useState<{ start: number; end: number }>();
  const parts = useMemo(() => blocks(document.text, document.things), [document.text, document.things]);
  const byNumber = useMemo(() => new Map(document.things.map((thing) => [thing.number, thing])), [document.things]);
  const look = () => setMarked(box.current ? selected(box.current, document.text) : undefined);
  return (
    <>
      <p className="small quiet">{w.textHint}</p>
      {document.cut && <p className="notice">{w.cut}</p>}
      {marked && <PointOut id={document.id} text={document.text} marked={marked} done={() => setMarked(undefined)} />}
      <div ref={box} className="reading" dir="auto" tabIndex={0} role="group" aria-label={w.text} onMouseUp={look} onKeyUp={look}>
        {parts.map((block) => (
          <Part key={block.from} block={block} things={byNumber} state={state(block, byNumber, chosen)} choose={choose} />
        ))}
      </div>
    </>
  );
}

/** What a part looks like: when this text is the same, it need not be drawn again. */
function state(block: Block, things: Map<number, Thing>, chosen: number | undefined): string {
  return block.places.map(({ thing }) => `${thing}${things.get(thing)?.decision[0]}${thing === chosen ? '!' : ''}`).join(' ');
}

interface PartProps {
  block: Block;
  things: Map<number, Thing>;
  state: string;
  choose: (number: number) => void;
}

const Part = memo(
  function Part({ block, things, state: drawn, choose }: PartProps) {
    const w = useWords(documentWords);
    const chosen = /(\d+)\w!/.exec(drawn)?.[1];
    return (
      <div className="reading-part" data-from={block.from}>
        {cut(block.text, block.places).map((piece, i) => {
          const thing = piece.value && things.get(piece.value.thing);
          return thing ? (
            <mark
              key={i}
              data-thing={thing.number}
              className={`found-${thing.decision}${thing.sure ? '' : ' found-unsure'}${chosen === String(thing.number) ? ' found-chosen' : ''}`}
              title={`${thing.safe}: ${w.decisions[thing.decision] ?? ''}`}
              onClick={() => choose(thing.number)}
            >
              <Foreign text={piece.text} />
            </mark>
          ) : (
            <Foreign key={i} text={piece.text} />
          );
        })}
      </div>
    );
  },
  (before, after) => before.block.text === after.block.text && before.state === after.state,
);

/** The stretch of the text that is selected in the box; undefined when none is, or one that is too long for a name. */
function selected(box: HTMLElement, text: string): { start: number; end: number } | undefined {
  const selection = window.getSelection();
  const written = selection?.toString() ?? '';
  if (!selection || selection.rangeCount === 0 || written.trim() === '' || written.length > LONGEST_NAME) {
    return undefined;
  }
  const range = selection.getRangeAt(0);
  const part = (range.startContainer.parentElement)?.closest<HTMLElement>('.reading-part');
  if (!part || !box.contains(part)) {
    return undefined;
  }
  const before = document.createRange();
  before.selectNodeContents(part);
  before.setEnd(range.startContainer, range.startOffset);
  const near = Number(part.dataset['from']) + before.toString().length;
  const start = text.indexOf(written.trim(), Math.max(0, near - written.length));
  return start < 0 ? undefined : { start, end: start + written.trim().length };
}

function PointOut({ id, text, marked, done }: { id: string; text: string; marked: { start: number; end: number }; done: () => void }) {
  const w = useWords(documentWords);
  const types = useWords(typeWords);
  const answer = useAnswer(id);
  const [type, setType] = useState('malware');
  const add = useMutation({
    mutationFn: () => pointOut(id, { ...marked, type }),
    onSuccess: (next) => {
      answer(next);
      done();
    },
  });
  return (
    <div className="point-out row" role="group">
      <NativeSelect
        label={w.whatIsIt(text.slice(marked.start, marked.end).replace(/\s+/g, ' '))}
        value={type}
        onChange={(e) => setType(e.currentTarget.value)}
        data={TYPES.map((value) => ({ value, label: typeName(value, types) }))}
      />
      <Button onClick={() => add.mutate()} loading={add.isPending}>{w.add}</Button>
      {add.error && <Refusal error={add.error} />}
    </div>
  );
}
