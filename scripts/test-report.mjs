// What a run of vitest comes to, as a file for `npm test`: counts, how long each file took, what needed a second try.
import { relative } from 'node:path';
import { writeFileSync } from 'node:fs';
import { projectRoot } from './runtime.mjs';

export default class TestReport {
  onTestRunEnd(modules, errors) {
    const files = modules.map(module => {
      const tests = [...module.children.allTests()];
      const count = state => tests.filter(test => test.result().state === state).length;
      return {
        name: relative(projectRoot, module.moduleId),
        seconds: module.diagnostic().duration / 1000,
        passed: count('passed'),
        // A file that does not load counts as one failure.
        failed: Math.max(count('failed'), module.ok() ? 0 : 1),
        skipped: count('skipped') + count('pending'),
        retried: tests
          .filter(test => test.ok() && test.diagnostic()?.retryCount > 0)
          .map(test => test.fullName),
      };
    });
    writeFileSync(process.env.FOYER_TEST_REPORT, JSON.stringify({ files, errors: errors.length }));
  }
}
