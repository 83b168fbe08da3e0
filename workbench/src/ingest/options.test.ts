import { expect, test } from 'vitest';
import { howOf, readOptions, withRole, wordsOf, wordsText, writeOptions } from './options';
import type { PreviewPlace } from './queries';

const PLACES: PreviewPlace[] = [
  { name: 'ioc', example: 'evil.example', roles: ['value'] },
  { name: 'seen_at', example: '1/2/2026', roles: [] },
  { name: 'comment', example: 'x', roles: ['description'] },
];
const place = (name: string): PreviewPlace => PLACES.find((one) => one.name === name) ?? { name, example: '', roles: [] };

test('a column gets a role, and others keep what the hub recognised', () => {
  expect(withRole({}, PLACES, place('seen_at'), 'seen')).toEqual({ columns: { seen: ['seen_at'] } });
  expect(withRole({}, PLACES, place('seen_at'), 'value')).toEqual({ columns: { value: ['ioc', 'seen_at'] } });
});

test('a column that says nothing is taken out of the role that the hub recognised', () => {
  expect(withRole({}, PLACES, place('comment'), '')).toEqual({ columns: { description: [] } });
  expect(withRole({ delimiter: ';' }, PLACES, place('ioc'), 'id')).toEqual({ delimiter: ';', columns: { value: [], id: ['ioc'] } });
});

test('options are read and written without losing what this form does not know', () => {
  expect(readOptions('{"columns":{"value":"ioc"},"entry":"x.csv"}')).toEqual({ columns: { value: ['ioc'] }, entry: 'x.csv' });
  expect(readOptions('[1]')).toBeUndefined();
  expect(readOptions('{')).toBeUndefined();
  expect(writeOptions({ delimiter: '', columns: {}, kinds: {}, skip: 2, entry: 'x' })).toBe('{"skip":2,"entry":"x"}');
  expect(writeOptions({ columns: { description: [] } })).toBe('{"columns":{"description":[]}}');
  expect(writeOptions({})).toBe('');
});

test('words for kinds are typed a line each', () => {
  expect(wordsOf('payload_delivery = domain\n\nnothing\n c2=ip ')).toEqual({ payload_delivery: 'domain', c2: 'ip' });
  expect(wordsText({ c2: 'ip' })).toBe('c2 = ip');
});

test('a rule says how it compares', () => {
  expect(howOf({ column: 'state', starts: 'off' })).toBe('starts');
  expect(howOf({ column: 'state' })).toBe('equals');
});
