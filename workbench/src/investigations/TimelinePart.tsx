import { Checkbox, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { Loaded } from '../shared/States';
import { plainDay, utcMoment } from '../shared/time';
import { timelineQuery, type Investigation, type TimelineEvent } from './queries';
import { days, GROUPS, groupsOf, type Group } from './timeline';
import { timelineWords } from './timelineWords';
import { investigationWords } from './words';

/** What happened when; which groups are shown stands in the address. */
export function TimelinePart({ page }: { page: Investigation }) {
  const w = useWords(timelineWords);
  const title = useWords(investigationWords).timeline;
  const { language } = useLanguage();
  const navigate = useNavigate();
  const { only }: { only?: string } = useSearch({ strict: false });
  const [word, setWord] = useState('');
  const told = useQuery(timelineQuery(page.id));
  const wanted = groupsOf(only);
  const choose = (groups: string[]) => {
    const next = groups.length === GROUPS.length ? '' : groups.join(',');
    void navigate({ to: '/investigations/$id', params: { id: page.id }, search: { part: 'timeline', only: next }, replace: true, resetScroll: false });
  };
  return (
    <Panel title={title}>
      <div className="stack">
        <Checkbox.Group value={[...wanted]} onChange={choose} aria-label={title}>
          <div className="row">{GROUPS.map((group: Group) => <Checkbox key={group} value={group} label={w.groups[group]} />)}</div>
        </Checkbox.Group>
        <TextInput size="xs" label={w.filter} value={word} onChange={(e) => setWord(e.currentTarget.value)} data-search />
      </div>
      <Loaded query={told}>
        {({ events, leftOut }) => {
          const shown = days(events, wanted, word);
          return (
            <>
              {leftOut > 0 && <p className="notice small">{w.leftOut(leftOut)}</p>}
              {shown.length === 0 && <p className="quiet" role="status">{w.noEvents}</p>}
              {shown.map(({ day, events: some }) => (
                <section key={day} aria-label={plainDay(day, language)}>
                  <h3 className="investigation-day">{plainDay(day, language)}</h3>
                  <ul className="plain-list">{some.map((event, i) => <li key={i} className="investigation-event"><Event event={event} /></li>)}</ul>
                </section>
              ))}
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function Event({ event }: { event: TimelineEvent }) {
  const w = useWords(timelineWords);
  const { language } = useLanguage();
  const at = new Date(event.at);
  return (
    <>
      <time dateTime={event.at} title={utcMoment(at)}>{at.toLocaleTimeString(language === 'nl' ? 'nl-NL' : 'en-GB', { hour: '2-digit', minute: '2-digit' })}</time>
      <span className="break">
        {event.objectId == null ? <Foreign text={event.what} /> : <Link to="/objects/$id" params={{ id: event.objectId }} data-line><Foreign text={event.what} /></Link>}{' '}
        <span className="quiet small">{w.events[event.kind] ?? event.kind} {event.by !== '' && <Foreign text={event.by} />}</span>
      </span>
    </>
  );
}
