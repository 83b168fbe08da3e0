import { expect, test } from 'vitest';
import { grouped } from './sent';

const row = (recipient: string, way: string, at: string, confirmedAt?: string) => ({ recipient, way, what: '', at, gone: false, confirmedAt });

test('what one recipient got stands together, the earliest first, with the first confirmation', () => {
  const [north, south] = grouped([
    row('North', 'mail', '2026-11-26T10:00:00Z'),
    row('North', 'taxii', '2026-11-26T09:00:00Z', '2026-11-26T11:00:00Z'),
    row('South', 'list', '2026-11-26T08:00:00Z'),
  ]);
  expect(north?.ways.map(({ way }) => way)).toEqual(['taxii', 'mail']);
  expect(north?.confirmedAt).toBe('2026-11-26T11:00:00Z');
  expect(south?.confirmedAt).toBeUndefined();
});
