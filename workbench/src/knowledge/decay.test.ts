import { describe, expect, test } from 'vitest';
import { curve, dropsAt, passed, scoreAfter } from './decay';

const HOUR = 3_600_000;
const LINE = { from: 80, since: '2026-01-01T00:00:00Z', lifetimeHours: 100, speed: 1, threshold: 40 };

describe('how confidence fades', () => {
  test('in a straight line at speed 1, to nothing at the end and never below', () => {
    expect(scoreAfter(LINE, 0)).toBe(80);
    expect(scoreAfter(LINE, 25 * HOUR)).toBeCloseTo(60);
    expect(scoreAfter(LINE, 100 * HOUR)).toBe(0);
    expect(scoreAfter(LINE, 1000 * HOUR)).toBe(0);
  });

  test('fast at first when the speed is larger', () => {
    expect(scoreAfter({ ...LINE, speed: 3 }, 25 * HOUR)).toBeLessThan(60);
  });

  test('the moment below the threshold is where the curve meets it', () => {
    for (const speed of [0.5, 1, 3]) {
      const decay = { ...LINE, speed };
      const at = dropsAt(decay);
      expect(scoreAfter(decay, (at?.getTime() ?? 0) - Date.parse(decay.since))).toBeCloseTo(40);
    }
  });

  test('it never drops when it never stood above, or nothing is below', () => {
    expect(dropsAt({ ...LINE, from: 30 })).toBeUndefined();
    expect(dropsAt({ ...LINE, threshold: 0 })).toBeUndefined();
  });

  test('a clock that is behind has nothing passed, one far ahead everything', () => {
    expect(passed(LINE, Date.parse('2025-01-01T00:00:00Z'))).toBe(0);
    expect(passed(LINE, Date.parse('2030-01-01T00:00:00Z'))).toBe(1);
  });

  test('the drawing begins at the confidence and ends at nothing', () => {
    expect(curve(LINE, 200, 100, 2)).toBe('M0,20L100,60L200,100');
  });
});
