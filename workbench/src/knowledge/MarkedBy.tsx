import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, hub, type Schema } from '../api/client';
import { Waits } from '../proposals/Waits';
import { AskWhy } from '../shared/AskWhy';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Loaded } from '../shared/States';
import { Tlp } from '../shared/Tlp';
import { markingQuery } from './queries';
import { remarkWords } from './remarkWords';

type Word = Schema<'WordRow'>;

/** For whom each word about an object is, and what decided that; what the own organisation decided can be lifted. */
export function MarkedBy({ id }: { id: string }) {
  const w = useWords(remarkWords);
  const marking = useQuery(markingQuery(id));
  return (
    <Panel title={w.decides}>
      <p className="quiet small hint">{w.precedence}</p>
      <Loaded query={marking} lines={3}>
        {({ words, parts }) => (
          <>
            <ul className="plain-list">{words.map((word) => <li key={word.organization}><OneWord id={id} word={word} /></li>)}</ul>
            {parts.length > 0 && <Parts parts={parts} />}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

/** What is marked in parts of the object; the strictest of them decides for the whole. */
function Parts({ parts }: { parts: Schema<'PartRow'>[] }) {
  const w = useWords(remarkWords);
  return (
    <div className="stack small">
      <p className="quiet">{w.parts}</p>
      <ul className="plain-list">
        {parts.map(({ selector, marking }) => (
          <li key={`${selector} ${marking}`} className="spread">
            <code className="break">{selector}</code>
            {marking.startsWith('TLP:') ? <Tlp label={marking} /> : <span className="tag break"><Foreign text={marking} /></span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function OneWord({ id, word }: { id: string; word: Word }) {
  const w = useWords(remarkWords);
  return (
    <div className="stack">
      <div className="spread">
        <span className="break"><Foreign text={word.name} /></span>
        <span className="row">{[...new Set(word.tlp)].map((label) => <Tlp key={label} label={label} />)}{word.pap && <span className="tag">{word.pap}</span>}</span>
      </div>
      {word.people.length > 0 && <p className="small break">{w.named} <Foreign text={word.people.map(({ name, login }) => `${name} (${login})`).join(', ')} /></p>}
      <p className="quiet small">{word.rules.map((rule) => w.rules[rule] ?? rule).join('; ')}</p>
      {word.overrides.map((each, i) => (
        <div key={each.at} className="small">
          <p>
            {i === 0 ? w.decidedBy : w.decidedBefore} <Foreign text={each.by === '' ? each.organization : `${each.by} (${each.organization})`} />, <Moment at={each.at} />: <Foreign text={each.reason} />
          </p>
          <p className="quiet">{w.came(each.came.join(', '))}</p>
          {each.own && word.mayChange && <Lift id={id} word={word} />}
        </div>
      ))}
    </div>
  );
}

function Lift({ id, word }: { id: string; word: Word }) {
  const w = useWords(remarkWords);
  const client = useQueryClient();
  const [waits, setWaits] = useState(false);
  const lift = useMutation({
    mutationFn: (reason: string) => answered(hub.POST('/api/objects/{id}/marking/lifting', { params: { path: { id } }, body: { owner: word.organization, reason } })),
    onSuccess: async ({ proposal }) => {
      setWaits(proposal != null);
      await client.invalidateQueries({ predicate: ({ queryKey }) => ['object', 'objects', 'proposals'].includes(String(queryKey[0])) });
    },
  });
  return waits ? <Waits /> : <AskWhy action={w.lift} hint={w.liftHint} label={w.reason} ask={lift} />;
}
