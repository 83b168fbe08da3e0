import { expect, test } from 'vitest';
import { conflictsOf } from './conflicts';

test('only properties that differ are named, each with what everybody says', () => {
  expect(conflictsOf(['{"name":"a","x":{"p":1,"q":2}}', '{"x":{"q":2,"p":1},"name":"b","extra":true}'])).toEqual([
    { property: 'name', texts: ['"a"', '"b"'] },
    { property: 'extra', texts: [undefined, 'true'] },
  ]);
});

test('a difference of spelling alone is no difference', () => {
  expect(conflictsOf(['{"a":1}', ' { "a" : 1 } '])).toEqual([]);
});

test('a content that cannot be read has no table', () => {
  expect(conflictsOf(['', '{}'])).toBeUndefined();
});
