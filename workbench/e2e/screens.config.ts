import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Pictures of every screen for the README: npm --prefix workbench run screens. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: { include: ['shots.ts'], globalSetup: ['./hub.ts'], fileParallelism: false, testTimeout: 120_000, hookTimeout: 60_000 },
});
