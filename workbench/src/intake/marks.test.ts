import { expect, test } from 'vitest';
import { verdict } from './marks';

test('a look-alike matters more than that it is known', () => {
  expect(verdict({ benign: false, lookalike: {}, known: 3 })).toBe('lookalike');
  expect(verdict({ benign: true, known: 1 })).toBe('known');
  expect(verdict({ benign: true, known: null })).toBe('benign');
  expect(verdict({ benign: false })).toBe('new');
});
