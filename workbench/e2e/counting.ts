import type { Reporter, TestModule } from 'vitest/node';

/** Ends the report with one plain line: `12 passed, 0 failed`. */
export default class Counting implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      const states = [...module.children.allTests()].map((test) => test.result().state);
      passed += states.filter((state) => state === 'passed').length;
      failed += states.filter((state) => state === 'failed' || state === 'pending').length;
      failed += states.length === 0 ? 1 : 0; // a file whose tests could not even be collected
    }
    process.on('exit', () => process.stdout.write(`${passed} passed, ${failed} failed\n`));
  }
}
