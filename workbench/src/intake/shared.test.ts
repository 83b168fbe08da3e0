import { expect, test } from 'vitest';
import { sharedText } from './shared';

test('what is shared becomes the text of a report, each part once', () => {
  expect(sharedText({ text: 'Pay at https://evil.example/x', url: 'https://evil.example/x', title: 'Message' })).toBe('Pay at https://evil.example/x\n\nMessage');
  expect(sharedText({ url: ' https://evil.example/x ' })).toBe('https://evil.example/x');
  expect(sharedText({})).toBe('');
  expect(sharedText({ text: 'x'.repeat(200_000) })).toHaveLength(100_000);
});

test('an address bar may say anything', () => {
  expect(sharedText({ text: 7 as unknown as string, title: null as unknown as string })).toContain('7');
});
