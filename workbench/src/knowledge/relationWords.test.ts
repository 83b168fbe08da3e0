import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { relationName, relationWords } from './relationWords';

test('both languages say the same connections', () => {
  expect(Object.keys(relationWords.nl)).toEqual(Object.keys(relationWords.en));
});

test('every connection that the standard defines has words', () => {
  const folder = resolve('../stix/src/main/resources/theriac/stix/spec');
  const read = (name: string) => readFileSync(join(folder, name), 'utf8').split('\n').filter((line) => !line.startsWith('#'));
  const relationships = read('relationships.txt').map((line) => line.split(' ')[1] ?? '');
  const references = readdirSync(folder).filter((name) => name.endsWith('.table')).flatMap((name) => read(name).map((line) => /^property ([a-z_]+_refs?) /.exec(line)?.[1] ?? ''));
  // The ends of a relationship are not shown as connections: the relationship itself is. A marking of a part belongs to that part.
  const other = new Set(['', 'source_ref', 'target_ref', 'marking_ref']);
  const all = [...relationships, ...references].filter((name) => !other.has(name));
  expect(all.length).toBeGreaterThan(100);
  expect(all.filter((name) => !(name in relationWords.nl))).toEqual([]);
});

test('a connection is said from the side that is looked at, and an unknown one not at all', () => {
  expect(relationName('indicates', 'to', relationWords.en)).toBe('points to');
  expect(relationName('indicates', 'from', relationWords.nl)).toBe('te herkennen aan');
  expect(relationName('created_by_ref', 'from', relationWords.en)).toBe('made');
  expect(relationName('x-beams-up', 'to', relationWords.en)).toBe('');
  expect(relationName('constructor', 'to', relationWords.en)).toBe('');
});
