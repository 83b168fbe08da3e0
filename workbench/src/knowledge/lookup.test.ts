import { describe, expect, test } from 'vitest';
import { csv, passes, verdictOf } from './lookup';

const BASE = { asWritten: 'a.example', kind: 'domain', text: 'a.example', verdict: 'unknown', lists: [], by: [], known: [] };

describe('the verdict on a value', () => {
  test('is the hub’s, and says more where the hub knows nothing', () => {
    expect(verdictOf(BASE)).toBe('unknown');
    expect(verdictOf({ ...BASE, lists: ['Big resolvers'] })).toBe('listed');
    expect(verdictOf({ ...BASE, kind: 'other' })).toBe('unreadable');
    expect(verdictOf({ ...BASE, verdict: 'indicated', known: [{ id: 'i' }], lists: ['Big resolvers'] })).toBe('indicated');
  });

  test('a value on an allow list is found among the allow-listed, also when somebody indicates it', () => {
    const both = { ...BASE, verdict: 'indicated', known: [{ id: 'i' }], lists: ['Big resolvers'] };
    expect(passes(both, 'allowed')).toBe(true);
    expect(passes(both, 'known')).toBe(true);
    expect(passes(both, 'unknown')).toBe(false);
    expect(passes(BASE, 'known')).toBe(false);
  });
});

describe('a CSV file', () => {
  test('never begins a field with what a spreadsheet runs, whoever wrote it', () => {
    const hostile = { ...BASE, text: '=1+1', by: ['@feed', '+more'], lists: [' =cmd()'], asWritten: '' };
    const [, row] = csv([hostile], (value) => value).split('\r\n');
    expect(row).toBe(`"'=1+1","domain","listed","","'@feed; +more","","' =cmd()",""`);
  });

  test('quotes quotation marks and line breaks', () => {
    const [, ...rest] = csv([{ ...BASE, text: 'a"b\nc' }], (value) => value).split('\r\n');
    expect(rest.join('')).toContain('"a""b\nc"');
  });
});
