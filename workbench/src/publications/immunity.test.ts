import { expect, test } from 'vitest';
import type { Schema } from '../api/client';
import { confirmed, steps } from './immunity';

const at = (minute: number) => `2026-11-25T10:${String(minute).padStart(2, '0')}:00Z`;

function member(expected: boolean, fetched?: number, recognised?: number): Schema<'ImmunityMember'> {
  return {
    organization: 'x',
    expected,
    inFiles: 0, sightings: 0,
    ...(fetched === undefined ? {} : { fetchedAt: at(fetched) }),
    ...(recognised === undefined ? {} : { recognisedAt: at(recognised) }),
  };
}

const immunity: Schema<'ImmunityView'> = {
  publicationId: 'p',
  times: { reportedAt: at(0), draftedAt: at(2), reviewedAt: at(3), approvedAt: at(5), publishedAt: at(6) },
  members: [member(true, 7, 8), member(true, 9), member(false)],
  expected: 2,
  recognised: 1,
  withdrawals: [],
};

test('each step says how long after the one before it came', () => {
  expect(steps(immunity).map(({ name, took }) => [name, took])).toEqual([
    ['reported', undefined],
    ['drafted', 120],
    ['reviewed', 60],
    ['approved', 120],
    ['published', 60],
    ['fetched', 180],
    ['recognised', undefined],
  ]);
});

test('recognised is reached only when every expected member has', () => {
  const [open] = steps(immunity).slice(-1);
  expect(open).toMatchObject({ at: undefined, done: 1, of: 2 });
  const members = [member(true, 7, 8), member(true, 9, 12)];
  expect(steps({ ...immunity, members, recognised: 2 }).at(-1)).toMatchObject({ at: at(12), took: 180 });
});

test('without a report the way begins with the draft', () => {
  expect(steps({ ...immunity, times: { draftedAt: at(1) } })[0]?.name).toBe('drafted');
});

test('nobody expected is not the same as everybody done', () => {
  expect(steps({ ...immunity, members: [], expected: 0, recognised: 0 }).at(-1)?.at).toBeUndefined();
});

test('receipts are counted when confirmed', () => {
  expect(confirmed([{ confirmedAt: at(1) }, {}, { confirmedAt: null }])).toBe(1);
});
