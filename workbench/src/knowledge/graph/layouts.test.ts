import { describe, expect, test } from 'vitest';
import { place, type LayoutName, type Task } from './layouts';
import { emptyPicture, type Picture } from './graph';
import { readBoard, writeBoard, type Board } from './board';
import { svgOf } from './files';
import { placed, sceneOf } from './scene';
import { day, during, fold, idsOf, spans, typesIn, without } from './shape';
import { taskOf } from './useLayout';

const id = (type: string, n: number) => `${type}--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const HUB = id('malware', 0);

/** One malware that so many indicators indicate, on so many days. */
function star(n: number): Picture {
  const picture = emptyPicture();
  picture.nodes.set(HUB, { id: HUB, type: 'malware', name: 'Hub <&> \u202e', at: '2026-01-01T00:00:00Z', holds: 0 });
  for (let i = 1; i <= n; i++) {
    const one = id('indicator', i);
    picture.nodes.set(one, { id: one, type: 'indicator', name: `i${i}`, at: new Date(Date.UTC(2026, 0, 1 + (i % 28))).toISOString(), holds: 0 });
    picture.edges.set(`${one} indicates ${HUB}`, { id: `${one} indicates ${HUB}`, from: one, to: HUB, label: 'indicates', via: [id('relationship', i)] });
  }
  return picture;
}

const task = (picture: Picture, layout: LayoutName): Task => taskOf(sceneOf(picture, (type) => type), picture, layout, new Map(), {});

describe('a layout', () => {
  test.each<LayoutName>(['force', 'rings', 'rows', 'time'])('%s gives every point a place of its own, the same each time', { timeout: 30_000 }, (layout) => {
    const places = place(task(star(200), layout));
    expect(places.every((at) => Number.isFinite(at))).toBe(true);
    const distinct = new Set(Array.from({ length: 201 }, (_, i) => `${places[2 * i]?.toFixed(3)} ${places[2 * i + 1]?.toFixed(3)}`));
    expect(distinct.size).toBe(201);
    expect([...place(task(star(200), layout))]).toEqual([...places]);
  });

  test('leaves what is pinned where it is', () => {
    const picture = star(20);
    const scene = sceneOf(picture, (type) => type);
    const pins = { [HUB]: { x: 500, y: -300 } };
    const places = place(taskOf(scene, picture, 'force', new Map(), pins));
    expect([places[0], places[1]]).toEqual([500, -300]);
  });

  test('begins what is new beside what it hangs on', () => {
    const picture = star(2);
    const { places } = taskOf(sceneOf(picture, (type) => type), picture, 'force', new Map([[HUB, { x: 1000, y: 1000 }]]), {});
    expect(Math.hypot((places[2] ?? 0) - 1000, (places[3] ?? 0) - 1000)).toBeLessThan(100);
  });

  test('of thousands of points gives each its own place', { timeout: 60_000 }, () => {
    const places = place(task(star(2_000), 'force'));
    const distinct = new Set(Array.from({ length: 2_001 }, (_, i) => `${places[2 * i]?.toFixed(2)} ${places[2 * i + 1]?.toFixed(2)}`));
    expect(distinct.size).toBe(2_001);
  });
});

describe('what is shown of a picture', () => {
  test('alike ones are folded into one that says how many, the remarked one stays itself', () => {
    const { picture, folds } = fold(star(400), new Set(['indicator']), new Set([id('indicator', 7)]));
    expect([...picture.nodes.values()].map(({ type, holds }) => [type, holds])).toEqual([['malware', 0], ['indicator', 399], ['indicator', 0]]);
    expect(picture.edges.size).toBe(2);
    expect(idsOf(picture, folds)).toHaveLength(801);
    expect(typesIn(picture)).toEqual([['indicator', 400], ['malware', 1]]);
  });

  test('a span of days leaves out what was changed outside of it, and its ties', () => {
    const shown = during(star(56), '2026-01-05', '2026-01-06');
    expect([...shown.nodes.values()].every(({ at }) => day(at) >= '2026-01-05' && day(at) <= '2026-01-06')).toBe(true);
    expect(shown.nodes.size).toBe(4);
    expect(shown.edges.size).toBe(0);
    expect(spans(star(56), 10)).toMatchObject({ first: '2026-01-01', last: '2026-01-28' });
  });

  test('what was taken out is gone with its ties', () => {
    expect(without(star(3), new Set([HUB])).edges.size).toBe(0);
  });
});

describe('a graph that is kept', () => {
  const board: Board = { around: HUB, moves: [{ kind: 'expand', id: HUB, relationshipType: 'indicates', type: 'indicator' }], layout: 'rings', fold: ['indicator'], gone: [id('indicator', 1)], pins: { [HUB]: { x: 1.5, y: -2 } }, notes: { [HUB]: 'why' } };

  test('comes back as it was', () => {
    expect(readBoard(writeBoard(board))).toEqual(board);
  });

  test.each(['', '[1', '7', 'null'])('that is none is none: %s', (text) => {
    expect(readBoard(text)).toBeUndefined();
  });

  test('is read without what does not belong', () => {
    const read = readBoard(JSON.stringify({ around: '<script>', moves: 7, layout: 'x', fold: [1, 'a'], gone: {}, pins: { a: { x: 'left' }, b: { x: 1, y: 2, z: 3 } }, notes: { c: 4 } }));
    expect(read).toEqual({ around: '', moves: [], layout: 'force', fold: ['a'], gone: [], pins: { b: { x: 1, y: 2 } }, notes: {} });
  });
});

test('an SVG holds names as text and nothing else', () => {
  const picture = star(2);
  const scene = placed(sceneOf(picture, (type) => type), new Map(), { [HUB]: { x: 0, y: 0 }, [id('indicator', 1)]: { x: 10, y: 0 }, [id('indicator', 2)]: { x: 20, y: 0 } });
  const svg = svgOf(scene, () => '#000000');
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
  expect(parsed.querySelector('parsererror')).toBeNull();
  expect(parsed.querySelectorAll('polygon')).toHaveLength(3);
  expect(parsed.documentElement.textContent).toContain('Hub <&>');
});
