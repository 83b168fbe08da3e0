import { beforeEach, expect, test } from 'vitest';
import { keptColumns, toggled } from './columns';

beforeEach(() => localStorage.clear());

test('the usual columns are there until somebody chooses others, which stay', () => {
  expect(keptColumns()).toEqual(['tlp', 'score', 'sources', 'added']);
  expect(toggled(keptColumns(), 'modified')).toEqual(['tlp', 'score', 'sources', 'modified', 'added']);
  expect(toggled(keptColumns(), 'tlp')).toEqual(['score', 'sources', 'modified', 'added']);
  expect(keptColumns()).toEqual(['score', 'sources', 'modified', 'added']);
});

test('a name alone is a choice too, and nonsense is none', () => {
  for (const column of keptColumns()) {
    toggled(keptColumns(), column);
  }
  expect(keptColumns()).toEqual([]);
  localStorage.setItem('theriac.columns', JSON.stringify({ at: '', value: ['tlp', 'gone', 7] }));
  expect(keptColumns()).toEqual(['tlp']);
  localStorage.setItem('theriac.columns', 'nonsense');
  expect(keptColumns()).toEqual(['tlp', 'score', 'sources', 'added']);
});
