import { expect, test } from 'vitest';
import { isCsaf, toWrite } from './origin';

test('only a report that came as CSAF is an advisory', () => {
  const report = (references: unknown) => JSON.stringify({ type: 'report', external_references: references });
  expect(isCsaf(report([{ source_name: 'csaf', external_id: 'A-1' }]))).toBe(true);
  expect(isCsaf(report([{ source_name: 'csaf', url: 'https://a.example' }]))).toBe(false);
  expect(isCsaf(report('csaf'))).toBe(false);
  expect(isCsaf(JSON.stringify({ type: 'indicator', external_references: [{ source_name: 'csaf', external_id: 'A-1' }] }))).toBe(false);
  expect(isCsaf('{')).toBe(false);
});

test('what a template asks for is found in every text, and nothing else is', () => {
  expect(toWrite(['a [[write this]] b', 'x[.]example [1] [[and this]]'])).toEqual(['[[write this]]', '[[and this]]']);
  expect(toWrite(['[[', ']]', '[[]]'])).toEqual([]);
});
