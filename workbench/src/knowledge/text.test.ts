import { describe, expect, test } from 'vitest';
import { indent } from './json';
import { tokens } from './pattern';
import { parsePasted } from './lookup';

describe('a pattern for the eye', () => {
  const pattern = "[domain-name:value = 'it\\'s.example' AND file:hashes.'SHA-256' = 'aa'] FOLLOWEDBY ([url:value LIKE 'x%']) WITHIN 300 SECONDS";

  test('the pieces together are exactly the pattern', () => {
    expect(tokens(pattern).map(({ text }) => text).join('')).toBe(pattern);
  });

  test('paths, words and texts are told apart', () => {
    const seen = tokens(pattern);
    expect(seen).toContainEqual({ kind: 'path', text: 'domain-name:value' });
    expect(seen).toContainEqual({ kind: 'path', text: "file:hashes.'SHA-256'" });
    expect(seen).toContainEqual({ kind: 'text', text: "'aa'" });
    expect(seen).toContainEqual({ kind: 'word', text: 'FOLLOWEDBY' });
    expect(seen).toContainEqual({ kind: 'text', text: "'it\\'s.example'" });
  });

  test('what is no pattern stays as it is', () => {
    expect(tokens('<script>').map(({ text }) => text).join('')).toBe('<script>');
  });
});

describe('JSON for the eye', () => {
  test('keys and digits stay as they were received', () => {
    expect(indent('{"b":1.10,"a":[1,{"c":"x, \\"y\\": {z}"}]}')).toBe(
      '{\n  "b": 1.10,\n  "a": [\n    1,\n    {\n      "c": "x, \\"y\\": {z}"\n    }\n  ]\n}',
    );
  });

  test('empty containers stay on one line', () => {
    expect(indent('{"a":[],"b":{}}')).toBe('{\n  "a": [],\n  "b": {}\n}');
  });
});

describe('pasted values', () => {
  test('are read by lines, commas, semicolons and tabs, each once', () => {
    expect(parsePasted('a[.]example, b.example;\n\n"c.example"\tb.example\r\n')).toEqual(['a[.]example', 'b.example', 'c.example']);
  });

  test('a URL with a comma in it stays whole when it stands on its own line', () => {
    expect(parsePasted('hxxps://x[.]example/a,b')).toEqual(['hxxps://x[.]example/a,b']);
  });
});
