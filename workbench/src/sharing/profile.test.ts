import { expect, test } from 'vitest';
import { address, held, toSave } from './profile';
import type { Export } from './queries';

const file = { file: 'domains.txt', entries: 100, leftOut: 0, stopped: 0, at: '2026-01-01T00:00:00Z' };
const profile: Export = {
  id: 'e1', organization: 'o1', recipient: 'Hospital', name: 'Firewall', query: 'type:indicator', minConfidence: 60, minScore: 0, most: 0,
  shrinkPercent: 33, growPercent: 100, at: '2026-01-01T00:00:00Z', by: 'anna', plain: false, files: [file, { ...file, file: 'ips.txt', heldEntries: 0 }],
};

test('a file that would become empty is held, too', () => {
  expect(held(profile).map(({ file }) => file)).toEqual(['ips.txt']);
});

test('a profile is saved without what the hub knows by itself', () => {
  expect(toSave(profile)).toEqual({
    organization: 'o1', name: 'Firewall', query: 'type:indicator', minConfidence: 60, minScore: 0, most: 0, shrinkPercent: 33, growPercent: 100,
  });
});

test('a control fetches a file at the hub itself', () => {
  expect(address('https://hub.example', profile, 'rpz.zone')).toBe('https://hub.example/exports/e1/rpz.zone');
  expect(address('https://hub.example', { ...profile, plain: true }, 'ips.txt')).toBe('https://hub.example/lists/ips.txt');
});
