import { expect, test } from 'vitest';
import type { Schema } from '../api/client';
import { orMore } from '../shared/orMore';
import { found, queued, tomorrowAtNine, type Row } from './desk';

const row = (excerpt: string, organization: string): Row => ({ excerpt, organization, sender: '' }) as Row;

test('reports are found by every word that is typed, in whatever order', () => {
  const rows = [row('Pay for your parcel', 'North'), row('Pay your invoice', 'South')];
  expect(found(rows, '  ')).toHaveLength(2);
  expect(found(rows, 'south PAY')).toEqual([rows[1]]);
  expect(found(rows, 'parcel south')).toEqual([]);
});

test('a report that changed its place while pages were asked for stands once in the queue', () => {
  const page = (...ids: string[]) => ({ reports: ids.map((id) => ({ id }) as Row) }) as Schema<'DeskQueue'>;
  expect(queued([page('a', 'b'), page('c', 'a')]).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(queued([])).toEqual([]);
});

test('what is counted no further says so', () => {
  expect([0, 999, 1_000].map(orMore)).toEqual(['0', '999', '1000+']);
});

test('tomorrow is the next day, also at the end of a month', () => {
  expect(tomorrowAtNine(new Date(2026, 10, 30, 23, 59))).toEqual(new Date(2026, 11, 1, 9, 0));
});
