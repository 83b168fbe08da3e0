import { expect, test } from 'vitest';
import { connected } from './scouts';

test('a scout is silent after a minute and a half', () => {
  const now = new Date('2026-11-25T10:02:00Z');
  expect(connected('2026-11-25T10:00:30Z', now)).toBe(true);
  expect(connected('2026-11-25T10:00:29Z', now)).toBe(false);
});
