import { expect, test } from 'vitest';
import { days, GROUPS, graphOf, groupOf, groupsOf, isLate } from './timeline';

const event = (at: string, kind: string, what: string, by = '') => ({ at, kind, what, by });
const ALL = new Set(GROUPS);

test('events stand by the day of their reader, in their order', () => {
  const found = days([event('2026-11-26T12:00:00Z', 'note', 'b'), event('2026-11-26T11:00:00Z', 'told', 'a', 'Feed'), event('2026-11-24T11:00:00Z', 'first-seen', 'a')], ALL, '');
  expect(found.map(({ day, events }) => [day, events.length])).toEqual([['2026-11-26', 2], ['2026-11-24', 1]]);
});

test('a group or a word leaves the others out, and no day stays empty', () => {
  const events = [event('2026-11-26T12:00:00Z', 'note', 'Lure'), event('2026-11-25T12:00:00Z', 'told', 'pay.example', 'Feed')];
  expect(days(events, new Set(['told']), '')).toHaveLength(1);
  expect(days(events, ALL, ' LURE ')[0]?.events[0]?.what).toBe('Lure');
  expect(days(events, ALL, 'feed')[0]?.day).toBe('2026-11-25');
  expect(days(events, ALL, 'nowhere')).toEqual([]);
});

test('what nobody knows belongs to the work', () => {
  expect(groupOf('first-seen')).toBe('world');
  expect(groupOf('told')).toBe('told');
  expect(groupOf('something new')).toBe('work');
});

test('an address that names no group wants all', () => {
  expect(groupsOf(undefined)).toEqual(ALL);
  expect(groupsOf('nonsense')).toEqual(ALL);
  expect(groupsOf('told,work')).toEqual(new Set(['told', 'work']));
});

test('a graph begins at the first object and looks for ways to the others', () => {
  expect(graphOf([])).toBeUndefined();
  expect(graphOf(['a--1', 'b--2'])).toEqual({ around: 'a--1', steps: 'p!a--1!b--2' });
});

test('a task is late after its day, until it is done', () => {
  expect(isLate({ due: '2026-11-25', state: 'open' }, '2026-11-26')).toBe(true);
  expect(isLate({ due: '2026-11-26', state: 'open' }, '2026-11-26')).toBe(false);
  expect(isLate({ due: '2026-11-25', state: 'done' }, '2026-11-26')).toBe(false);
  expect(isLate({ due: null, state: 'open' }, '2026-11-26')).toBe(false);
});
