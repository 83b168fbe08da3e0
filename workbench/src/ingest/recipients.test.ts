import { expect, test } from 'vitest';
import { NEW_SOURCE } from './form';
import { choices, newcomers } from './recipients';

const ALL = [
  { id: 'c', name: 'Cert', kind: 'cert' },
  { id: 'n', name: 'North', kind: 'hospital' },
  { id: 'p', name: 'Partner', kind: 'partner' },
  { id: 'o', name: 'Owner', kind: 'partner' },
  { id: 'x', name: 'Gone', kind: 'hospital', closedAt: '2026-11-01T00:00:00Z' },
];

test('neither the owner nor the CERT is named, and who is closed only where it was named before', () => {
  const form = { ...NEW_SOURCE, organization: 'o' };
  expect(choices(ALL, form).map(({ id }) => id)).toEqual(['n', 'p']);
  expect(choices(ALL, { ...form, recipients: ['x'] }).map(({ id }) => id)).toEqual(['n', 'p', 'x']);
});

test('a reason is asked for who is named newly and is no member', () => {
  const all = choices(ALL, NEW_SOURCE);
  expect(newcomers(all, [], ['n'])).toEqual([]);
  expect(newcomers(all, ['p'], ['n', 'p'])).toEqual([]);
  expect(newcomers(all, [], ['n', 'p']).map(({ name }) => name)).toEqual(['Partner']);
});
