import { describe, expect, test } from 'vitest';
import { fenced, marked, pieces, stricter } from './sections';

const words = { title: 'Calls', summary: 'Somebody calls.\n\nHang up.', advice: '' };
const section = (at: number, text: string, part = 'summary') => ({ language: 'nl', part, at, tlp: 'TLP:AMBER', text });

describe('sections', () => {
  test('stand where the hub took them out, and without them nothing shows that there were any', () => {
    expect(pieces(words, 'summary', 'nl', [section(1, 'It was Noord.')])).toEqual([
      { label: '', text: 'Somebody calls.' },
      { label: 'TLP:AMBER', text: 'It was Noord.' },
      { label: '', text: 'Hang up.' },
    ]);
    expect(pieces(words, 'summary', 'nl', [])).toEqual([{ label: '', text: words.summary }]);
    expect(pieces(words, 'summary', 'en', [section(1, 'It was Noord.')])).toHaveLength(1);
    expect(pieces(words, 'advice', 'nl', [section(0, 'Ask Jan.', 'advice')])).toEqual([{ label: 'TLP:AMBER', text: 'Ask Jan.' }]);
    expect(pieces(words, 'summary', 'nl', [section(99, 'x')]).at(-1)).toEqual({ label: 'TLP:AMBER', text: 'x' });
    expect(fenced(words, 'summary', 'nl', [section(3, 'x')])).toBe('Somebody calls.\n\nHang up.\n\n::: TLP:AMBER\nx\n:::');
  });

  test('have a stricter label than the warning', () => {
    expect(stricter('clear')).toEqual(['green', 'amber', 'amber+strict']);
    expect(stricter('amber')).toEqual(['amber+strict']);
    expect(stricter('amber+strict')).toEqual([]);
  });

  test('are marked by whole lines, or by the paragraph of the caret', () => {
    const text = 'one\ntwo\n\nthree';
    expect(marked(text, 5, 6, 'amber')).toBe('one\n\n::: TLP:AMBER\ntwo\n:::\n\nthree');
    expect(marked(text, 1, 1, 'amber+strict')).toBe('::: TLP:AMBER+STRICT\none\ntwo\n:::\n\nthree');
    expect(marked(text, text.length, text.length, 'amber')).toBe('one\ntwo\n\n::: TLP:AMBER\nthree\n:::');
    expect(marked('', 0, 0, 'amber')).toBe('');
  });
});
