import { expect, test } from 'vitest';
import { blocks, choices, decided, inserted, mention, mentioned, shown, sureOnes } from './deciding';
import type { Thing } from './queries';

function thing(number: number, more: Partial<Thing> = {}): Thing {
  return {
    number,
    what: 'value',
    kind: 'domain',
    name: `${number}.example`,
    safe: `${number}[.]example`,
    candidates: [],
    sure: true,
    listed: [],
    known: 0,
    usable: 'indicator',
    decision: 'found',
    places: [],
    ...more,
  } as Thing;
}

test('all that is sure and open is accepted at once, and nothing else', () => {
  const things = [thing(1), thing(2, { sure: false }), thing(3, { decision: 'rejected' }), thing(4, { usable: 'text' })];
  expect(sureOnes(things).map(({ number }) => number)).toEqual([1]);
});

test('only a value can be observed without being bad', () => {
  expect(choices(thing(1))).toContain('observed');
  expect(choices(thing(1, { usable: 'object' }))).not.toContain('observed');
});

test('lists show what waits, what was taken and what was not', () => {
  const things = [thing(1), thing(2, { decision: 'accepted' }), thing(3, { decision: 'observed' }), thing(4, { decision: 'rejected' })];
  const numbers = (show: 'open' | 'taken' | 'rejected' | 'all') => shown(things, show).map(({ number }) => number);
  expect([numbers('open'), numbers('taken'), numbers('rejected'), numbers('all')]).toEqual([[1], [2, 3], [4], [1, 2, 3, 4]]);
  expect(decided(things, [{ number: 1, decision: 'rejected' }])[0]?.decision).toBe('rejected');
});

test('a long text is cut at line ends, and every place is in one part', () => {
  const line = 'a line of the text\n';
  const text = line.repeat(1_000);
  const places = Array.from({ length: 500 }, (_, i) => ({ start: i * 38, end: i * 38 + 6 }));
  const cut = blocks(text, [thing(1, { places })]);
  expect(cut.map((block) => block.text).join('')).toBe(text);
  expect(cut.length).toBeGreaterThan(3);
  expect(cut.flatMap((block) => block.places.map((place) => place.start + block.from))).toEqual(places.map(({ start }) => start));
  expect(cut.every((block) => block.places.every((place) => block.text.slice(place.start, place.end) === 'a line'))).toBe(true);
});

test('a text without line ends is one part, an empty one none', () => {
  expect(blocks('x'.repeat(9_000), [])).toHaveLength(1);
  expect(blocks('', [])).toEqual([]);
});

test('mentions are links to objects, and only those are', () => {
  const id = 'intrusion-set--899ce53f-13a0-479b-a0e4-67d46e241542';
  const written = mention({ id, name: 'APT]29[' });
  expect(written).toBe(`[APT29](object:${id})`);
  expect(mentioned(`object:${id}`)).toBe(id);
  for (const href of ['javascript:alert(1)', `object:${id}?x`, 'https://a.example', undefined]) {
    expect(mentioned(href)).toBeUndefined();
  }
  expect(inserted('about', 5, written)).toBe(`about ${written}`);
});
