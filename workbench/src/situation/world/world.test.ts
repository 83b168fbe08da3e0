import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { codeOf } from './codes';
import { chosen, counted, daysOf, sectorOf, shade, type Active } from './world';

function active(more: Partial<Active>): Active {
  return { id: 'malware--1', type: 'malware', name: 'Sample', tlp: 'TLP:GREEN', countries: [], origins: [], regions: [], sectors: [], told: '2026-11-01T00:00:00Z', ...more };
}

test('our sector is asked about until another one, or any, is', () => {
  expect(sectorOf({})).toBe('healthcare');
  expect(sectorOf({ sector: 'energy' })).toBe('energy');
  expect(sectorOf({ sector: 'all' })).toBeUndefined();
  expect(daysOf({ days: '365' })).toBe(365);
  expect(daysOf({ days: '7' })).toBe(90);
});

test('a country, a region and a sector narrow together, each by its side', () => {
  const all = [active({ countries: ['NL'], sectors: ['healthcare'] }), active({ origins: ['NL'] }), active({ regions: ['western-europe'], sectors: ['energy'] })];
  expect(chosen(all, { country: 'NL' }, undefined)).toEqual([all[0]]);
  expect(chosen(all, { country: 'NL', side: 'from' }, undefined)).toEqual([all[1]]);
  expect(chosen(all, { region: 'western-europe' }, 'healthcare')).toEqual([]);
  expect(chosen(all, {}, 'energy')).toEqual([all[2]]);
});

test('each thing counts once for a name, and the most named comes first', () => {
  expect(counted([['NL', 'NL', 'BE'], ['NL'], ['DE']])).toEqual([['NL', 2], ['BE', 1], ['DE', 1]]);
});

test('one is seen beside a hundred', () => {
  expect([0, 1, 10, 100].map((n) => shade(n, 100))).toEqual([0, 1, 3, 5]);
  expect(shade(1, 1)).toBe(5);
});

test('every country of the map has its code', () => {
  const atlas = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('world-atlas/countries-110m.json'), 'utf8')) as { objects: { countries: { geometries: { id?: string; properties: { name: string } }[] } } };
  const without = atlas.objects.countries.geometries.filter(({ id }) => codeOf(id) === undefined).map(({ properties }) => properties.name);
  expect(without.sort()).toEqual(['Kosovo', 'N. Cyprus', 'Somaliland']);
  expect(codeOf('528')).toBe('NL');
  expect(codeOf('8')).toBe('AL');
});
