import { expect, test } from 'vitest';
import { claimsOf, saysSource } from './purge';

test('a delivery touches what was new, revised and said again, and nothing that was rejected', () => {
  const run = { read: 12, created: 5, revised: 2, unchanged: 3, rejected: 2 };
  expect(claimsOf(run)).toBe(10);
});

test('a name with quotation marks stays one text of the question', () => {
  expect(saysSource('a "b" \\c')).toBe('source:"a \\"b\\" \\\\c"');
});
