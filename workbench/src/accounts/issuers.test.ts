import { expect, test } from 'vitest';
import { cameFrom, tableOf, tableText } from './issuers';

test('a table of groups is read as it is written, also with = in a group', () => {
  const table = [{ group: 'cn=soc,dc=north', role: 'analyst' }, { group: 'Everybody', role: 'reader' }];
  expect(tableOf(tableText(table))).toEqual(table);
  expect(tableOf('\n  SOC =  reader \n\nno role\n')).toEqual([{ group: 'SOC', role: 'reader' }, { group: 'no role', role: '' }]);
});

test('only a page of this site is gone back to', () => {
  for (const [kept, page] of [['/desk?a=1', '/desk?a=1'], ['//evil.example', '/'], ['/\\evil.example', '/'], ['https://evil.example', '/'], ['/welcome', '/']] as const) {
    sessionStorage.setItem('theriac.back', kept);
    expect(cameFrom()).toBe(page);
    expect(cameFrom()).toBe('/');
  }
});
