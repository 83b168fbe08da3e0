import { expect, test } from 'vitest';
import { nameOf } from './destinations';
import { idsIn, toSave, type Collection } from './collections';

const collection: Collection = {
  id: 'c1', title: 'Region', description: '', picked: false, posting: 'nobody', query: 'label:a', organizations: [{ id: 'o1', name: 'Hospital' }], groups: [{ id: 'g1', name: 'Members' }],
  address: '/taxii2/hub/collections/c1/', objects: 3, at: '2026-01-01T00:00:00Z', by: 'anna',
};

test('a collection is saved with its readers by id and without what the hub knows by itself', () => {
  expect(toSave(collection)).toEqual({ title: 'Region', description: '', picked: false, posting: 'nobody', query: 'label:a', organizations: ['o1'], groups: ['g1'], ended: false });
});

test('an ended collection stays ended when something else is changed', () => {
  expect(toSave({ ...collection, endedAt: '2026-01-02T00:00:00Z' }).ended).toBe(true);
});

test('ids are found in whatever text they are pasted in, each once', () => {
  const one = 'indicator--11111111-1111-4111-8111-111111111111';
  const two = 'x-own--22222222-2222-4222-8222-222222222222';
  expect(idsIn(`${one}, "${two}"\n${one}; nothing--here`)).toEqual([one, two]);
});

test('a thing is called by its name, and by its id while nothing is known', () => {
  expect(nameOf([{ id: 'a', title: 'Region' }], 'a')).toBe('Region');
  expect(nameOf(undefined, 'a')).toBe('a');
});
