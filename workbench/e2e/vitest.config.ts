import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { HAS_DEMO } from './demo.ts';

/** The browser tests: one hub, one browser, one file after the other. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: {
    // Everything but the first steps is tested on the demo's hub, with its people and its story.
    include: HAS_DEMO ? ['*.e2e.ts'] : ['first.e2e.ts'],
    globalSetup: ['./hub.ts'],
    reporters: ['default', './counting.ts'],
    fileParallelism: false,
    sequence: { shuffle: false },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
