import { expect, test } from 'vitest';
import { found, tomorrowAtNine, type Row } from './desk';

const row = (excerpt: string, organization: string): Row => ({ excerpt, organization, sender: '' }) as Row;

test('reports are found by every word that is typed, in whatever order', () => {
  const rows = [row('Pay for your parcel', 'North'), row('Pay your invoice', 'South')];
  expect(found(rows, '  ')).toHaveLength(2);
  expect(found(rows, 'south PAY')).toEqual([rows[1]]);
  expect(found(rows, 'parcel south')).toEqual([]);
});

test('tomorrow is the next day, also at the end of a month', () => {
  expect(tomorrowAtNine(new Date(2026, 10, 30, 23, 59))).toEqual(new Date(2026, 11, 1, 9, 0));
});
