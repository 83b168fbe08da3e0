import { describe, expect, test } from 'vitest';
import { defang } from './defang';
import { pieces } from './hostile';
import { linesOf } from './lines';
import { duration, secondsBetween, shortMoment, utcMoment } from './time';

describe('a value that nobody can click', () => {
  test.each([
    ['zorg.example', 'zorg[.]example'],
    ['https://a.example/b.c?d=e@f', 'hxxps://a[.]example/b.c?d=e@f'],
    ['ftp://a.example', 'fxp://a[.]example'],
    ['ann@zorg.example', 'ann(at)zorg[.]example'],
    ['192.0.2.1', '192[.]0[.]2[.]1'],
    ['192.0.2.0/24', '192[.]0[.]2[.]0/24'],
    ['2001:db8::1', '2001[:]db8[:][:]1'],
    ['a.example:8080', 'a[.]example:8080'],
    ['d41d8cd98f00b204e9800998ecf8427e', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['', ''],
  ])('%s becomes %s', (value, safe) => expect(defang(value)).toBe(safe));
});

describe('invisible characters are named', () => {
  test('the pieces together are exactly the text', () => {
    const text = 'pay\u202Epal\u200B.example\u0000';
    expect(pieces(text).map((piece) => piece.text).join('')).toBe(text);
    expect(pieces(text).flatMap((piece) => piece.invisible ?? [])).toEqual(['U+202E', 'U+200B', 'U+0000']);
  });

  test('letters of every script, tabs and line ends are no surprise', () => {
    expect(pieces('مرحبا\tשלום\n')).toEqual([{ text: 'مرحبا\tשלום\n' }]);
  });
});

describe('time', () => {
  const words = { today: 'today', yesterday: 'yesterday' };
  const now = new Date(2026, 10, 25, 12, 0);
  test.each([
    [new Date(2026, 10, 25, 9, 5), 'today 09:05'],
    [new Date(2026, 10, 24, 23, 59), 'yesterday 23:59'],
    [new Date(2026, 2, 1, 7, 30), '1 Mar 07:30'],
    [new Date(2024, 2, 1), '1 Mar 2024'],
  ])('%s is %s', (at, text) => expect(shortMoment(at, now, 'en', words)).toBe(text));

  test('UTC is to the second', () => expect(utcMoment(new Date('2026-11-25T09:31:07.900Z'))).toBe('2026-11-25 09:31:07 UTC'));

  test.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [252, '4 min 12 s'],
    [3600, '1 h'],
    [11_100, '3 h 5 min'],
    [187_200, '2 d 4 h'],
  ])('%d seconds are %s', (seconds, text) => expect(duration(seconds, 'en')).toBe(text));

  test('an absent end has no length', () => {
    expect(secondsBetween('2026-11-25T10:00:00Z', null)).toBeUndefined();
    expect(secondsBetween('2026-11-25T10:00:00Z', '2026-11-25T10:00:05Z')).toBe(5);
  });
});

test('what is pasted line by line is what stands in the lines that say something', () => {
  expect(linesOf(' 10.0.0.0/8 \n\n192.0.2.0/24')).toEqual(['10.0.0.0/8', '192.0.2.0/24']);
});
