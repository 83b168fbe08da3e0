import { expect, test } from 'vitest';
import { isDone, nextOf } from './progress';
import { learningWords } from './words';

const step = (name: string, done?: string) => ({ name, ...(done === undefined ? {} : { done }) });

test('an exercise is done when all of its steps are', () => {
  expect(isDone({ name: 'desk', steps: [step('claim', '2026-11-26T10:00:00Z'), step('judge', '2026-11-26T10:00:00Z')] })).toBe(true);
  expect(isDone({ name: 'desk', steps: [step('claim', '2026-11-26T10:00:00Z'), step('judge')] })).toBe(false);
});

test('the first one that is open comes next', () => {
  expect(nextOf([{ name: 'search', steps: [step('ask', '2026-11-26T10:00:00Z')] }, { name: 'desk', steps: [step('claim')] }])).toBe('desk');
  expect(nextOf([])).toBeUndefined();
});

test('both languages tell the same exercises and steps', () => {
  const shape = (exercises: typeof learningWords.en.exercises) => Object.entries(exercises).map(([name, { steps }]) => [name, ...Object.keys(steps)]);
  expect(shape(learningWords.nl.exercises)).toEqual(shape(learningWords.en.exercises));
  expect(shape(learningWords.en.exercises)).toHaveLength(8);
});
