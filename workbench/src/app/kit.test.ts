import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const KIT = resolve('node_modules/@mantine/core');
const OF_ALL = ['baseline.css', 'default-css-variables.css', 'global.css'];

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** What our pages import from the kit by name. */
function used(): Set<string> {
  const names = sources('src').flatMap((text) => [...text.matchAll(/import \{([^}]+)\} from '@mantine\/core'/g)].flatMap((found) => found[1]?.split(',') ?? []));
  return new Set(names.map((name) => name.trim()).filter((name) => /^[A-Z]/.test(name)));
}

/** The files of the kit that a file needs, with their own. */
function needed(file: string, seen = new Set<string>()): Set<string> {
  if (!seen.has(file) && existsSync(file)) {
    seen.add(file);
    for (const [, next] of readFileSync(file, 'utf8').matchAll(/from "(\.[^"]+)"/g)) {
      needed(resolve(dirname(file), next ?? ''), seen);
    }
  }
  return seen;
}

test('kit.css has the styles of the components that we use, in the order of the kit, and no others', () => {
  const index = readFileSync(join(KIT, 'esm/index.mjs'), 'utf8');
  const names = used();
  const entries = [...index.matchAll(/import \{ ([^}]+) \} from "([^"]+)"/g)].filter(([, exported]) => exported?.split(', ').some((name) => names.has(name)));
  const seen = new Set<string>();
  entries.forEach(([, , file]) => needed(resolve(KIT, 'esm', file ?? ''), seen));
  const marks = [...seen].filter((file) => file.endsWith('.module.mjs')).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/"(m_[0-9a-f]+)"/g)].map(([, mark]) => mark));
  const whole = readFileSync(join(KIT, 'styles.css'), 'utf8');
  const wanted = readdirSync(join(KIT, 'styles'))
    .filter((name) => name.endsWith('.css') && !name.includes('layer'))
    .map((name) => ({ name, text: readFileSync(join(KIT, 'styles', name), 'utf8').trim() }))
    .filter(({ name, text }) => OF_ALL.includes(name) || marks.some((mark) => text.includes(`.${mark}`)))
    .sort((one, other) => whole.indexOf(one.text.slice(0, 60)) - whole.indexOf(other.text.slice(0, 60)))
    .map(({ name }) => name);
  expect(wanted.length).toBeGreaterThan(OF_ALL.length + 10);
  const imported = [...readFileSync('src/app/kit.css', 'utf8').matchAll(/@import '@mantine\/core\/styles\/([^']+)';/g)].map(([, name]) => name);
  expect(imported).toEqual(wanted);
});
