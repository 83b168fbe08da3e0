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
import { ChangedFields } from './ChangedFields';
import { Conflict } from './Conflict';
import { isHighest, missing, type Content } from './flow';
import { OriginNote } from './OriginNote';
import { toWrite } from './origin';
import { Preview } from './Preview';
import { useEditing } from './editing';
import type { Publication } from './queries';
import { levels, unsettled, type Outcome } from './rating';
import { RatingFields, useOutcome } from './RatingFields';
import { ratingWords } from './ratingWords';
import { hasFences } from './sections';
import { sectionWords } from './sectionWords';
import { WordingFields } from './WordingFields';
import { publicationWords } from './words';

const LABELS = ['clear', 'green', 'amber', 'amber+strict'];
const PREVIEW_MS = 150;

/** Both languages side by side, the label, the indicators, and a preview; kept in the browser until it is saved. */
export function Editor({ publication }: { publication: Publication }) {
  const w = useWords(publicationWords);
  const kinds = useWords(advisoryWords);
  const s = useWords(sectionWords);
  const editing = useEditing(publication);
  const { content, change } = editing;
  const outcome = useOutcome(content.answers);
  const [shown] = useDebouncedValue(content, PREVIEW_MS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    editing.save();
  };
  return (
    <form onSubmit={submit} onKeyDown={sendByKey}>
      <Restored draft={editing.draft} />
      {publication.updates != null && <ChangedFields of={publication.updates} version={publication.version} content={content} change={change} />}
      <Panel title={w.edit}>
        <div className="side-by-side">
          <WordingFields language="nl" legend={w.dutch} label={content.tlp} value={content.nl} change={(nl) => change({ ...content, nl })} />
          <WordingFields language="en" legend={w.english} label={content.tlp} value={content.en} change={(en) => change({ ...content, en })} />
        </div>
      </Panel>
      <RatingFields content={content} outcome={outcome} change={change} />
      <div className="columns editor-foot">
        <div>
          <Panel title={w.preview}>
            {(hasFences(shown.nl) || hasFences(shown.en)) && <p className="notice small">{s.raw}</p>}
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
                  disabled={publication.updates != null}
                  onChange={(e) => change({ ...content, tlp: e.currentTarget.value })}
                  data={LABELS.map((label) => ({ value: label, label: `TLP:${label.toUpperCase()}` }))}
                />
              </Explained>
              <p className="small quiet">{w.tlpMeaning[content.tlp]}</p>
              {isHighest(levels(content, outcome)) && <p className="small quiet">{w.highest}</p>}
            </div>
          </Panel>
          <SaveBar content={content} outcome={outcome} update={publication.updates != null} editing={editing} />
        </div>
      </div>
      {editing.theirs && <Conflict mine={content} theirs={editing.theirs} keepMine={editing.keepMine} takeTheirs={editing.takeTheirs} />}
    </form>
  );
}

interface SaveProps {
  content: Content;
  outcome: Outcome;
  update: boolean;
  editing: ReturnType<typeof useEditing>;
}

function SaveBar({ content, outcome, update, editing }: SaveProps) {
  const r = useWords(ratingWords);
  const w = useWords(publicationWords);
  const kinds = useWords(advisoryWords);
  const gaps = missing(content);
  const open = unsettled(content, outcome);
  const silent = update && (content.changedNl.trim() === '' || content.changedEn.trim() === '');
  const left = toWrite([content.nl, content.en].flatMap(({ title, summary, advice }) => [title, summary, advice]));
  return (
    <div className="panel stack">
      <div className="actions">
        <Button type="submit" variant={gaps.length === 0 ? 'default' : 'filled'} loading={editing.saving} disabled={!editing.dirty}>
          {w.save}
        </Button>
        <Button onClick={editing.review} loading={editing.reviewing} disabled={gaps.length > 0 || left.length > 0 || open !== undefined || silent}>
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
      {silent && <p className="small">{w.missing}: {r.changed}.</p>}
      {open && <p className="small">{open === 'levels' ? r.needsLevels : r.needsReason}</p>}
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
