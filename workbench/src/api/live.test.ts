import { expect, test } from 'vitest';
import { patience, said, touched } from './live';

const change = (rest: object) => ({ seq: '1', at: '2026-11-25T10:00:00Z', kind: 'claimed', ...rest });

test('a change makes old what shows it, and nothing else', () => {
  expect(touched(change({ kind: 'reported', reportId: 'r' })).sort()).toEqual(['activity', 'overview', 'report', 'reports']);
  expect(touched(change({ kind: 'published', publicationId: 'p' }))).toContain('immunity');
  expect(touched(change({ kind: 'investigated', investigationId: 'i' }))).toContain('investigation');
  expect(touched(change({ kind: 'handled', caseId: 'c' }))).toEqual(expect.arrayContaining(['cases', 'case', 'request', 'takedown', 'asked', 'news']));
  expect(touched(change({ kind: 'claimed' }))).not.toContain('cases');
  expect(touched(change({ kind: 'delivered', runId: 'x' }))).toContain('sources');
  expect(touched(change({ kind: 'acknowledged', publicationId: 'p' }))).not.toContain('objects');
});

test('a word beside the ledger makes old what it is about, and an unknown one nothing', () => {
  expect(said('alerts')).toEqual(['alerts']);
  expect(said('presence')).toEqual(['presence']);
  expect(said('session')).toEqual([]);
});

test('waiting doubles, with a random half, and never exceeds a minute', () => {
  expect(patience(0, () => 0)).toBe(500);
  expect(patience(0, () => 1)).toBe(1000);
  expect(patience(3, () => 1)).toBe(8000);
  expect(patience(40, () => 1)).toBe(60_000);
});
