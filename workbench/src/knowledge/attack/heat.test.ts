import { describe, expect, test } from 'vitest';
import { columns, level, lines, readScope, whose, writeScope, type Frame, type Scope, type Side } from './heat';
import { readLayer, writeLayer, type ReadLayer } from './layer';

const ID = 'intrusion-set--00000000-0000-4000-8000-00000000000a';

const technique = (number: string, name: string, parent?: string) => ({ number, id: `attack-pattern--${number}`, name, parent: parent ?? null });

const frame: Frame = {
  matrix: { id: 'x-mitre-matrix--1', name: 'Sample', domain: 'sample-attack', version: '7.1' },
  tactics: [
    { id: 'x-mitre-tactic--1', number: 'TA1', name: 'Getting in', techniques: ['T9001', 'T9001.001', 'T9001.002'] },
    { id: 'x-mitre-tactic--2', number: 'TA2', name: 'Staying', techniques: ['T9002', 'T9001'] },
  ],
  techniques: [technique('T9001', 'Lure'), technique('T9001.001', 'Mail', 'T9001'), technique('T9001.002', 'Call', 'T9001'), technique('T9002', 'Task')],
  moved: [{ from: 'T8001', name: 'Old lure', to: 'T9001.001' }],
} as Frame;

const side = (name: string, figures: Record<string, number>): Side => ({
  name,
  warm: new Map(Object.entries(figures).map(([number, statements]) => [number, { number, id: '', name: number, statements, seenBy: 0 }])),
  moved: [],
});

const shown = { a: side('A', { 'T9001.001': 4, T9002: 1, T7777: 9 }), b: undefined, by: 'statements' as const, parts: 'warm' as const, onlyWarm: false };

describe('a scope in the address', () => {
  test.each<Scope>([
    { kind: 'object', id: ID, wide: true },
    { kind: 'object', id: ID, wide: false },
    { kind: 'days', from: '2026-01-01', to: '2026-02-01' },
    { kind: 'seen' },
    { kind: 'layer' },
  ])('comes back as it was written: %o', (scope) => {
    expect(readScope(writeScope(scope))).toEqual(scope);
  });

  test.each(['', 'o!nothing', 'd!2026-01-01', 'd!yesterday!2026-01-01', 'x'])('that is none is nobody’s: %s', (text) => {
    expect(readScope(text)).toBeUndefined();
  });
});

describe('the scale', () => {
  test('is cold at nothing, and leaves the others their colour beside one that everybody uses', () => {
    expect(level(0, 500)).toBe(0);
    expect(level(1, 1)).toBe(5);
    expect(level(1, 500)).toBe(1);
    expect(level(20, 500)).toBe(3);
    expect(level(500, 500)).toBe(5);
  });
});

describe('the matrix', () => {
  test('shows the parts that are warm below their whole, and what is outside in no column', () => {
    const [first, second] = columns(frame, shown);
    expect(first?.cells.map(({ number, a, level: step }) => [number, a, step])).toEqual([['T9001', 0, 0], ['T9001.001', 4, 5]]);
    expect(second?.cells.map(({ number }) => number)).toEqual(['T9002', 'T9001']);
  });

  test('says how many warm parts are hidden', () => {
    expect(columns(frame, { ...shown, parts: 'none' })[0]?.cells).toMatchObject([{ number: 'T9001', hidden: 1 }]);
  });

  test('leaves out what is cold, but not the whole of a warm part', () => {
    expect(columns(frame, { ...shown, onlyWarm: true }).map(({ cells }) => cells.map(({ number }) => number))).toEqual([['T9001', 'T9001.001'], ['T9002']]);
  });

  test('is a table too, warmest first, with what is in no column', () => {
    expect(lines(frame, shown).map(({ number, tactics }) => [number, tactics])).toEqual([['T7777', []], ['T9001.001', ['Getting in']], ['T9002', ['Staying']]]);
  });

  test('tells whose a technique is when two are compared', () => {
    const both = { ...shown, b: side('B', { T9002: 2, T9001: 1 }) };
    expect(lines(frame, both).map((line) => [line.number, whose(line)])).toEqual([['T7777', 'a'], ['T9001.001', 'a'], ['T9002', 'both'], ['T9001', 'b']]);
  });
});

describe('a layer of the Navigator', () => {
  const write = (b?: Side) => writeLayer({ frame, lines: lines(frame, { ...shown, b }), a: shown.a, b, description: 'From a test.' });

  test('is written in format 4.5 with what is in the matrix', () => {
    const layer = JSON.parse(write()) as Record<string, unknown>;
    expect(layer).toMatchObject({ name: 'A', domain: 'sample-attack', versions: { attack: '7', layer: '4.5' }, gradient: { minValue: 0, maxValue: 4 } });
    expect(layer['techniques']).toMatchObject([{ techniqueID: 'T9001.001', score: 4 }, { techniqueID: 'T9002', score: 1 }]);
  });

  test('comes back as it was written', () => {
    const back = readLayer(write(), frame) as ReadLayer;
    expect([...back.side.warm.values()].map(({ number, statements }) => [number, statements])).toEqual([['T9001.001', 4], ['T9002', 1]]);
  });

  test('of a comparison has a colour and a legend for each side', () => {
    const layer = JSON.parse(write(side('B', { T9002: 2 }))) as { legendItems: unknown[]; techniques: { comment: string }[] };
    expect(layer.legendItems).toHaveLength(3);
    expect(layer.techniques.map(({ comment }) => comment)).toContain('A: 1; B: 2');
  });

  test('that names a revoked technique is read at its successor, and says so', () => {
    const read = readLayer(JSON.stringify({ name: 'Old', versions: { layer: '4.3' }, domain: 'sample-attack', techniques: [{ techniqueID: 'T8001', score: 3 }, { techniqueID: 'T9001.001', score: 2 }] }), frame) as ReadLayer;
    expect(read.side.warm.get('T9001.001')?.statements).toBe(3);
    expect(read.side.moved).toEqual(frame.moved);
  });

  test('counts a colour or a remark once, and what is switched off never', () => {
    const read = readLayer(JSON.stringify({ versions: { layer: '4.5' }, techniques: [{ techniqueID: 'T9001', color: '#ff0000' }, { techniqueID: 'T9002', score: 5, enabled: false }, { techniqueID: 'T9001.002' }, null, { techniqueID: '<script>', score: 1 }] }), frame) as ReadLayer;
    expect([...read.side.warm.keys()]).toEqual(['T9001']);
  });

  test.each([['no json', 'json'], ['[]', 'layer'], ['{"techniques":{}}', 'layer'], ['{"techniques":[]}', 'version'], ['{"techniques":[],"versions":{"layer":"9.0"}}', 'version'], [`"${'x'.repeat(5_000_001)}"`, 'large']])('that is none says why: %.20s', (text, fault) => {
    expect(readLayer(text, frame)).toBe(fault);
  });
});
