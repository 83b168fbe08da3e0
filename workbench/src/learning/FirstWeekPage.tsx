import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Schema } from '../api/client';
import { useWords } from '../shared/i18n';
import { Icon } from '../shared/Icon';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { Loaded } from '../shared/States';
import { isDone, nextOf } from './progress';
import { firstWeekQuery } from './queries';
import { goTo } from './tour';
import { tourWords } from './tourWords';
import { learningWords } from './words';
import './learning.css';

/** Where each exercise is done. */
const PLACES = { search: '/search', 'look-up': '/lookup', graph: '/graph', desk: '/desk', document: '/documents', investigation: '/investigations', warning: '/publications', second: '/publications' } as const;

/** Eight exercises with why they matter; what is done shows by itself. */
export default function FirstWeekPage() {
  const w = useWords(learningWords);
  const tour = useWords(tourWords);
  const client = useQueryClient();
  const week = useQuery(firstWeekQuery);
  return (
    <>
      <PageHead title={w.title} lead={w.lead}>
        <Button variant="default" onClick={() => goTo(client, 0)}>{tour.begin}</Button>
      </PageHead>
      <Loaded query={week} lines={16}>{({ exercises }) => <Exercises exercises={exercises} />}</Loaded>
    </>
  );
}

function Exercises({ exercises }: { exercises: Schema<'FirstWeekExercise'>[] }) {
  const w = useWords(learningWords);
  const done = exercises.filter(isDone).length;
  const next = nextOf(exercises);
  return (
    <>
      <p className="learning-progress">
        <progress max={exercises.length} value={done} aria-label={w.progress(done, exercises.length)} /> <span>{w.progress(done, exercises.length)}</span>
      </p>
      {next === undefined && <p className="notice">{w.all}</p>}
      <p className="quiet small learning-safe">{w.safe}</p>
      <div className="learning-exercises">
        {exercises.map((exercise, n) => <One key={exercise.name} exercise={exercise} number={n + 1} isNext={exercise.name === next} />)}
      </div>
    </>
  );
}

function One({ exercise, number, isNext }: { exercise: Schema<'FirstWeekExercise'>; number: number; isNext: boolean }) {
  const w = useWords(learningWords);
  const told = w.exercises[exercise.name];
  const place = PLACES[exercise.name as keyof typeof PLACES];
  if (!told) {
    return null;
  }
  return (
    <Panel title={`${number}. ${told.title}`} aside={isDone(exercise) ? <span className="tag good">{w.done}</span> : isNext ? <span className="tag wait">{w.next}</span> : undefined}>
      <p>{told.why}</p>
      <ul className="plain-list">
        {exercise.steps.map(({ name, done }) => (
          <li key={name} className="learning-step" data-done={done != null}>
            <span className="learning-mark">{done != null && <Icon name="check" />}</span>
            <span className="break">
              {told.steps[name] ?? name} <span className={done == null ? 'visually-hidden' : 'quiet small'}>{done == null ? w.open : <>{w.done} <Moment at={done} /></>}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className="apart"><Link to={place} data-line>{w.go}<span className="visually-hidden">: {told.title}</span></Link></p>
    </Panel>
  );
}
