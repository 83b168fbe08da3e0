import { expect, test } from 'vitest';
import { endOfDay, localDay, movedUp } from './members';

test('an entry moves up by one, and the first stays where it is', () => {
  expect(movedUp(['a', 'b', 'c'], 2)).toEqual(['a', 'c', 'b']);
  expect(movedUp(['a', 'b', 'c'], 1)).toEqual(['b', 'a', 'c']);
  expect(movedUp(['a', 'b', 'c'], 0)).toEqual(['a', 'b', 'c']);
});

test('a day that is chosen still counts, also over the end of a month', () => {
  expect(localDay(endOfDay('2026-12-31'))).toBe('2027-01-01');
  expect(localDay(new Date(endOfDay('2026-03-29').getTime() - 1))).toBe('2026-03-29');
});
