import { expect, test } from 'vitest';
import { howMany } from './alerts';

test('what is new is counted together, and says when there may be more', () => {
  expect(howMany([])).toBe('0');
  expect(howMany([{ fresh: 2, more: false }, { fresh: 1, more: false }])).toBe('3');
  expect(howMany([{ fresh: 98, more: true }, { fresh: 1, more: false }])).toBe('99+');
});
