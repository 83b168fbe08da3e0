import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { FormEvent } from 'react';
import { useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { Panel } from '../shared/Panel';
import { Restored } from '../shared/Restored';
import { Failure } from '../shared/States';
import { Explained } from '../shared/Why';
import { advisoryWords } from './advisoryWords';
import { Conflict } from './Conflict';
import { isHighest, missing, type Content } from './flow';
import { OriginNote } from './OriginNote';
import { toWrite } from './origin';
import { Preview } from './Preview';
import { useEditing } from './editing';
import type { Publication } from './queries';
import { WordingFields } from './WordingFields';
import { publicationWords } from './words';

const LABELS = ['clear', 'green', 'amber', 'amber+strict'];
const LEVELS = ['', 'low', 'medium', 'high'];
const PREVIEW_MS = 150;

/** Both languages side by side, the label, the indicators, and a preview; kept in the browser until it is saved. */
export function Editor({ publication }: { publication: Publication }) {
  const w = useWords(publicationWords);
  const kinds = useWords(advisoryWords);
  const editing = useEditing(publication);
  const { content, change } = editing;
  const [shown] = useDebouncedValue(content, PREVIEW_MS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    editing.save();
  };
  return (
    <form onSubmit={submit} onKeyDown={sendByKey}>
      <Restored draft={editing.draft} />
      <Panel title={w.edit}>
        <div className="side-by-side">
          <WordingFields language="nl" legend={w.dutch} value={content.nl} change={(nl) => change({ ...content, nl })} />
          <WordingFields language="en" legend={w.english} value={content.en} change={(en) => change({ ...content, en })} />
        </div>
      </Panel>
      <div className="columns editor-foot">
        <div>
          <Panel title={w.preview}>
            <Preview nl={shown.nl} en={shown.en} />
          </Panel>
        </div>
        <div>
          <Panel title={w.indicators}>
            <div className="stack">
              <Textarea
                label={w.indicators}
                description={w.indicatorsHint}
                value={content.indicators}
                onChange={(e) => change({ ...content, indicators: e.currentTarget.value })}
                autosize
                minRows={4}
                maxRows={16}
                spellCheck={false}
                classNames={{ input: 'mono' }}
              />
              <NativeSelect
                label={kinds.kind}
                value={content.kind}
                onChange={(e) => change({ ...content, kind: e.currentTarget.value })}
                data={Object.entries(kinds.kinds).map(([value, label]) => ({ value, label }))}
              />
              <OriginNote publication={publication} />
              <Explained topic="tlp">
                <NativeSelect
                  label={w.label}
                  description={w.tlpHint}
                  value={content.tlp}
                  onChange={(e) => change({ ...content, tlp: e.currentTarget.value })}
                  data={LABELS.map((label) => ({ value: label, label: `TLP:${label.toUpperCase()}` }))}
                />
              </Explained>
              <p className="small quiet">{w.tlpMeaning[content.tlp]}</p>
              {(['chance', 'damage'] as const).map((of) => (
                <Explained key={of} topic={of}>
                  <NativeSelect label={w[of]} value={content[of]} onChange={(e) => change({ ...content, [of]: e.currentTarget.value })} data={LEVELS.map((level) => ({ value: level, label: w.levels[level] ?? level }))} />
                </Explained>
              ))}
              {isHighest(content) && <p className="small quiet">{w.highest}</p>}
            </div>
          </Panel>
          <SaveBar content={content} editing={editing} />
        </div>
      </div>
      {editing.theirs && <Conflict mine={content} theirs={editing.theirs} keepMine={editing.keepMine} takeTheirs={editing.takeTheirs} />}
    </form>
  );
}

function SaveBar({ content, editing }: { content: Content; editing: ReturnType<typeof useEditing> }) {
  const w = useWords(publicationWords);
  const kinds = useWords(advisoryWords);
  const gaps = missing(content);
  const left = toWrite([content.nl, content.en].flatMap(({ title, summary, advice }) => [title, summary, advice]));
  return (
    <div className="panel stack">
      <div className="actions">
        <Button type="submit" variant={gaps.length === 0 ? 'default' : 'filled'} loading={editing.saving} disabled={!editing.dirty}>
          {w.save}
        </Button>
        <Button onClick={editing.review} loading={editing.reviewing} disabled={gaps.length > 0 || left.length > 0}>
          {w.steps['review']}
        </Button>
      </div>
      <p className="small quiet" role="status">
        {editing.dirty ? w.unsaved : w.saved}
      </p>
      {gaps.length > 0 && (
        <p className="small">
          {w.missing}: {gaps.map(({ language, field }) => w.parts[`${language}.${field}`]).join(', ')}.
        </p>
      )}
      {left.length > 0 && (
        <div className="small">
          {kinds.toWrite}:
          <ul>{left.map((text, place) => <li key={place}>{text.slice(2, -2)}</li>)}</ul>
        </div>
      )}
      {editing.fault != null && <Failure error={editing.fault} />}
    </div>
  );
}
