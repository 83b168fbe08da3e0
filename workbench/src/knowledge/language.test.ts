import { describe, expect, test } from 'vitest';
import { asQuestion, narrowed, pieceAt, quoted, suggest, take, withoutLinks, type Learnt } from './language';

const LEARNT: Learnt = { type: ['indicator', 'intrusion-set', 'malware'], source: ['Northern feed', 'plain'] };

const inserts = (text: string, caret = text.length) => suggest(text, caret, LEARNT).map(({ insert }) => insert);

describe('the piece at the caret', () => {
  test('ends at a space and at a bracket', () => {
    expect(pieceAt('tlp:green (typ', 14)).toEqual({ from: 11, to: 14, typed: 'typ' });
  });

  test('goes on over a space in quotation marks and in a range', () => {
    expect(pieceAt('source:"North', 13).typed).toBe('source:"North');
    expect(pieceAt('source:"North f', 15).typed).toBe('source:"North f');
    expect(pieceAt('seen:[7d TO n', 13).typed).toBe('seen:[7d TO n');
    expect(pieceAt('seen:[7d TO now] ty', 19).typed).toBe('ty');
  });

  test('reaches to the end of the word behind the caret', () => {
    expect(pieceAt('type:indicator x', 7)).toEqual({ from: 0, to: 14, typed: 'type:in' });
  });
});

describe('what the box offers', () => {
  test('fields by their beginning, also behind a minus', () => {
    expect(inserts('so')).toEqual(['source:', 'sources']);
    expect(inserts('-ty')).toEqual(['-type:']);
  });

  test('values of a field by their beginning, quoted where needed', () => {
    expect(inserts('type:in')).toEqual(['type:indicator', 'type:intrusion-set']);
    expect(inserts('source:north')).toEqual(['source:"Northern feed"']);
    expect(inserts('source:"north')).toEqual(['source:"Northern feed"']);
    expect(inserts('tlp<')).toEqual(['tlp<=green']);
  });

  test('nothing for what is complete, and nothing for an unknown field', () => {
    expect(inserts('type:malware')).toEqual([]);
    expect(inserts('colour:red')).toEqual([]);
  });

  test('what is taken replaces the piece and leaves the rest', () => {
    const [first] = suggest('type:in tlp:red', 7, LEARNT);
    expect(first && take('type:in tlp:red', 7, first)).toEqual({ text: 'type:indicator tlp:red', caret: 15 });
    const [field] = suggest('ty', 2, LEARNT);
    expect(field && take('ty', 2, field)).toEqual({ text: 'type:', caret: 5 });
  });
});

describe('what was typed, as a question', () => {
  test.each([
    ['https://evil.example/a', '"https://evil.example/a"'],
    ['hxxps[:]//evil[.]example', '"hxxps[:]//evil[.]example"'],
    ['2001:db8::1', '"2001:db8::1"'],
    ['evil[.]example', '"evil[.]example"'],
    ['type:indicator', 'type:indicator'],
    ['emotet tlp:green', 'emotet tlp:green'],
    [' two words ', 'two words'],
    ['"as: it is"', '"as: it is"'],
  ])('%s', (typed, question) => expect(asQuestion(typed)).toBe(question));

  test('a text is quoted unless it is one plain word', () => {
    expect(quoted('plain')).toBe('plain');
    expect(quoted('a "b" \\')).toBe('"a \\"b\\" \\\\"');
    expect(quoted('OR')).toBe('"OR"');
  });

  test('one condition more never changes what an OR means', () => {
    expect(narrowed('', 'type:malware')).toBe('type:malware');
    expect(narrowed('a b', 'type:malware')).toBe('a b type:malware');
    expect(narrowed('a OR b', 'type:malware')).toBe('(a OR b) type:malware');
    expect(narrowed('"a OR b"', 'type:malware')).toBe('"a OR b" type:malware');
  });

  test('relationships and sightings stay out unless they are asked for', () => {
    const out = 'NOT (type:relationship OR type:sighting OR type:marking-definition)';
    expect(withoutLinks('')).toBe(out);
    expect(withoutLinks('a OR b')).toBe(`(a OR b) ${out}`);
    for (const about of ['type:relationship', '(type:"sighting" OR a)', 'relationship--0', 'id:x']) {
      expect(withoutLinks(about)).toBe(about);
    }
  });
});
