import { expect, test } from 'vitest';
import { localInput } from '../shared/time';
import { linkOf, untilDue } from './queries';

const REPORT = '12345678-1234-4123-8123-1234567890ab';

test('a case is linked to what somebody pasted: an id, or the address of a page', () => {
  expect(linkOf(` ${REPORT} `)).toEqual({ kind: 'report', subject: REPORT });
  expect(linkOf(`https://hub.example/desk/${REPORT}`)).toEqual({ kind: 'report', subject: REPORT });
  expect(linkOf(`https://hub.example/objects/indicator--${REPORT}`)).toEqual({ kind: 'object', subject: `indicator--${REPORT}` });
  expect(linkOf('nothing')).toEqual({ kind: 'report', subject: 'nothing' });
});

test('a list of cases is read again when the next thing is due', () => {
  const now = Date.parse('2026-11-27T10:00:00Z');
  expect(untilDue(['2026-11-27T10:01:00Z', '2026-11-27T10:00:30Z', undefined], now)).toBe(31_000);
  expect(untilDue(['2026-11-27T09:00:00Z', null], now)).toBe(false);
  expect(untilDue(['2099-01-01T00:00:00Z'], now)).toBeLessThan(2 ** 31);
});

test('a moment is shown in the reader’s own time', () => {
  expect(localInput(new Date(2026, 0, 5, 9, 7))).toBe('2026-01-05T09:07');
});
