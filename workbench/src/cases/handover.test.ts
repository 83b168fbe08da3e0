import { expect, test } from 'vitest';
import { handoverText } from './handoverText';
import type { Handover } from './news';
import { newsWords } from './newsWords';
import { caseWords } from './words';

const report = (n: number, keeper: string) => ({ id: `r${keeper}${n}`, text: `Bericht\n${n}`, keeper, since: '2026-11-27T08:00:00Z', late: n === 1, again: n === 2 ? '2026-11-28T08:00:00Z' : null, note: n === 3 ? 'Bel terug' : '' });
const many = (keeper: string) => Array.from({ length: 450 }, (_, n) => report(n + 1, keeper));

test('the text that is handed over has every report that is open, in hand or not, in one line each', () => {
  const data = { since: '2026-11-27T00:00:00Z', until: '2026-11-27T12:00:00Z', open: [], reports: 900, late: 2, later: 1, inHand: many('Anna'), waiting: many(''), news: {}, done: [] } as unknown as Handover;
  const lines = handoverText(data, newsWords.nl, caseWords.nl).split('\n');
  expect(lines.filter((line) => /^- Bericht \d+ \(bij Anna, sinds /.test(line))).toHaveLength(450);
  expect(lines.filter((line) => /^- Bericht \d+ \(sinds /.test(line))).toHaveLength(450);
  expect(lines).toContain('- Bericht 1 (bij Anna, sinds 2026-11-27T08:00:00Z, te laat)');
  expect(lines).toContain('- Bericht 2 (sinds 2026-11-27T08:00:00Z, komt terug 2026-11-28T08:00:00Z)');
  expect(lines).toContain('- Bericht 3 (bij Anna, sinds 2026-11-27T08:00:00Z) — Bel terug');
  expect(lines[0]).toContain('Overdracht');
  expect(lines.at(-1)).toBe('TLP:AMBER+STRICT');
});
