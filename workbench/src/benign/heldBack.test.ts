import { expect, test } from 'vitest';
import { chosen } from './heldBack';

test('a recipient is a kind and an id, and nothing else is one', () => {
  expect(chosen('collection 5f0e1d2c')).toEqual(['collection', '5f0e1d2c']);
  expect(chosen('')).toBeUndefined();
  expect(chosen('somebody 5f0e1d2c')).toBeUndefined();
  expect(chosen('organization ')).toBeUndefined();
});
