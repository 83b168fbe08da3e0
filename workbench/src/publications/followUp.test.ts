import { expect, test } from 'vitest';
import { middle, months, type Fared } from './followUp';

const fared = (publishedAt: string, toPublishSeconds: number, recipients: number, acknowledgedWithin: number[]): Fared => ({
  id: publishedAt, reference: '', title: '', titleEn: '', publishedAt, toPublishSeconds, recipients, opened: 0, acknowledged: 0, acknowledgedWithin,
  affected: 0, mitigated: 0, notApplicable: 0, bounced: 0,
});

test('the middle of figures', () => {
  expect(middle([])).toBeUndefined();
  expect(middle([9, 1, 5])).toBe(5);
  expect(middle([10, 20])).toBe(15);
});

test('months count recipients, not warnings', () => {
  const [november, october] = months([
    fared('2026-11-02T00:00:00Z', 60, 3, [3, 3, 3, 3]),
    fared('2026-11-01T00:00:00Z', 120, 1, [0, 0, 0, 1]),
    fared('2026-10-01T00:00:00Z', 30, 0, [0, 0, 0, 0]),
  ]);
  expect(november).toEqual({ month: '2026-11', warnings: 2, toPublish: 90, within: [0.75, 0.75, 0.75, 1] });
  expect(october?.within).toEqual([0, 0, 0, 0]);
});
