import type { Reporter, TestModule } from 'vitest/node';

/** Ends the report with one plain line: `12 passed, 0 failed`. */
export default class Counting implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      let tests = 0;
      for (const test of module.children.allTests()) {
        tests++;
        if (test.ok()) {
          passed++;
        } else {
          failed++;
        }
      }
      if (tests === 0 || (!module.ok() && failed === 0)) {
        failed++;
      }
    }
    process.on('exit', () => process.stdout.write(`${passed} passed, ${failed} failed\n`));
  }
}
