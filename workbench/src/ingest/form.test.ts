import { expect, test } from 'vitest';
import { isAfresh, isReady, networks, NEW_SOURCE, withWay } from './form';

test('a way brings its format, and leaving it brings back one that can be chosen', () => {
  expect(withWay(NEW_SOURCE, 'taxii').kind).toBe('taxii');
  expect(withWay(NEW_SOURCE, 'taxii-2.0').kind).toBe('taxii');
  expect(withWay(withWay(NEW_SOURCE, 'taxii'), 'http').kind).toBe('text');
  expect(withWay({ ...NEW_SOURCE, kind: 'csv' }, 'folder').kind).toBe('csv');
  expect(withWay(NEW_SOURCE, '').everyMinutes).toBeNull();
});

test('networks are separated by whatever people type', () => {
  expect(networks(' 10.0.0.0/8, fd00::/8\n127.0.0.1 ')).toEqual(['10.0.0.0/8', 'fd00::/8', '127.0.0.1']);
});

test('another address makes another feed, another name does not', () => {
  expect(isAfresh(NEW_SOURCE, { ...NEW_SOURCE, name: 'x' })).toBe(false);
  expect(isAfresh(NEW_SOURCE, { ...NEW_SOURCE, url: 'x' })).toBe(true);
});

test('a source needs a name and somewhere to ask', () => {
  expect(isReady({ ...NEW_SOURCE, name: 'x' })).toBe(false);
  expect(isReady({ ...NEW_SOURCE, name: 'x', url: 'https://feeds.example' })).toBe(true);
  expect(isReady({ ...NEW_SOURCE, name: 'x', way: '' })).toBe(true);
});
