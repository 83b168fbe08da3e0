import { expect, test } from 'vitest';
import { keyFigures } from './keys';

test('keys that end soon and keys that nobody uses are told, each once', () => {
  const now = new Date('2026-11-25T10:00:00Z');
  const keys = [
    { createdAt: '2026-11-01T10:00:00Z', expiresAt: '2026-12-20T10:00:00Z', lastUsedAt: '2026-11-25T09:00:00Z' },
    { createdAt: '2026-11-01T10:00:00Z', expiresAt: '2027-12-20T10:00:00Z', lastUsedAt: null },
    { createdAt: '2026-11-01T10:00:00Z', expiresAt: '2026-11-25T09:59:59Z', lastUsedAt: '2026-11-20T09:00:00Z' },
    { createdAt: '2026-01-01T10:00:00Z', expiresAt: null, lastUsedAt: '2026-02-01T10:00:00Z' },
    { createdAt: '2026-01-01T10:00:00Z', expiresAt: null, lastUsedAt: null },
  ];
  expect(keyFigures(keys, now)).toEqual({ all: 5, ending: 1, idle: 2 });
});
