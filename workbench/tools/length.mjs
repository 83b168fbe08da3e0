// Files stay short enough to read at once.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LIMIT = 250;
const root = fileURLToPath(new URL('..', import.meta.url));

function* sources(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) {
      yield* sources(path);
    } else if (/\.(ts|tsx|mjs|css)$/.test(name) && name !== 'schema.d.ts') {
      yield path;
    }
  }
}

const long = ['src', 'e2e', 'tools']
  .flatMap((folder) => [...sources(join(root, folder))])
  .map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length - 1 }))
  .filter(({ lines }) => lines > LIMIT);
for (const { path, lines } of long) {
  console.error(`${path} has ${lines} lines; at most ${LIMIT}: split it by what its parts are about.`);
}
process.exit(long.length > 0 ? 1 : 0);
