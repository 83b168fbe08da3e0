import { expect, test } from 'vitest';
import type { Both } from '../shared/i18n';

const modules = import.meta.glob(['../**/*.ts', '../**/*.tsx', '!../**/*.test.*', '!../testing/**', '!../main.tsx'], { eager: true });

/** Every catalogue of the workbench: an exported pair of Dutch and English. */
const catalogues = Object.entries(modules).flatMap(([file, exports]) =>
  Object.entries(exports as Record<string, unknown>)
    .filter((entry): entry is [string, Both<object>] => {
      const value = entry[1];
      return typeof value === 'object' && value !== null && 'en' in value && 'nl' in value;
    })
    .map(([name, both]) => ({ name: `${file} ${name}`, both })),
);

function paths(tree: object, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? paths(value as object, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}

function leaves(tree: object): unknown[] {
  return Object.values(tree).flatMap((value) => (typeof value === 'object' && value !== null ? leaves(value as object) : [value]));
}

test('there are catalogues to compare', () => {
  expect(catalogues.length).toBeGreaterThan(3);
});

test.each(catalogues)('$name says the same things in both languages', ({ both }) => {
  expect(paths(both.nl).sort()).toEqual(paths(both.en).sort());
  for (const text of [...leaves(both.nl), ...leaves(both.en)]) {
    expect(typeof text === 'function' || (typeof text === 'string' && text.trim() !== '')).toBe(true);
  }
});
