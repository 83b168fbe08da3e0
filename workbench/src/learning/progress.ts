import type { Schema } from '../api/client';

type Exercise = Schema<'FirstWeekExercise'>;

export function isDone({ steps }: Exercise): boolean {
  return steps.every(({ done }) => done != null);
}

/** The first exercise of which something is open; undefined: none. */
export function nextOf(exercises: Exercise[]): string | undefined {
  return exercises.find((exercise) => !isDone(exercise))?.name;
}
