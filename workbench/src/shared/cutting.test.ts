import { describe, expect, test } from 'vitest';
import { cut } from './cutting';

const at = (start: number, end: number) => ({ start, end });

describe('a text is cut at its values', () => {
  test('the pieces together are exactly the text', () => {
    const text = 'Pay at zorg-pakket.example now, or call +31 6 12345678!';
    const pieces = cut(text, [at(40, 54), at(7, 26)]);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.filter((piece) => piece.value).map((piece) => piece.text)).toEqual(['zorg-pakket.example', '+31 6 12345678']);
  });

  test('a value of the sender or outside the text marks nothing', () => {
    expect(cut('hello', [at(-1, -1), at(3, 99), at(2, 2)])).toEqual([{ text: 'hello' }]);
  });

  test('of two that overlap the longer one stays', () => {
    expect(cut('abcdef', [at(0, 2), at(0, 4), at(3, 6)]).map((piece) => piece.text)).toEqual(['abcd', 'ef']);
  });

  test('an empty text has no pieces', () => {
    expect(cut('', [])).toEqual([]);
  });
});
