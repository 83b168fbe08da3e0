import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * How fast the workbench is on a full store: npm --prefix workbench run timing. TIMING_OBJECTS says how many objects are brought in
 * before (a million by default, some minutes). Run it on a quiet machine; it belongs to no other test run.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: { include: ['timing.ts'], globalSetup: ['./hub.ts'], fileParallelism: false, testTimeout: 3_600_000, hookTimeout: 60_000 },
});
