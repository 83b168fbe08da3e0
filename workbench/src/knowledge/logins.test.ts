import { expect, test } from 'vitest';
import { logins } from './logins';

test('log-in names are set apart by commas, spaces or lines, and each counts once', () => {
  expect(logins(' anna, bram;carl\nanna ')).toEqual(['anna', 'bram', 'carl']);
  expect(logins(' , ')).toEqual([]);
});
