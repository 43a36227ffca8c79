// What a run of vitest comes to, as a file for `npm test`: counts, how long each file took, what failed and why, what
// needed a second try.
import { relative } from 'node:path';
import { writeFileSync } from 'node:fs';
import { projectRoot } from './runtime.mjs';

function reasonOf(errors) {
  return String(errors?.[0]?.message ?? '').split('\n', 1)[0];
}

/** Of each test that failed, and of a file or group that could not begin: its name and the first line of why. */
function failuresOf(module, tests) {
  const failed = tests.filter(test => test.result().state === 'failed');
  return [
    ...module.errors().map(error => ({ test: 'does not load', why: reasonOf([error]) })),
    ...[...module.children.allSuites()].flatMap(suite =>
      suite.errors().map(error => ({ test: suite.fullName, why: reasonOf([error]) })),
    ),
    ...failed.map(test => ({ test: test.fullName, why: reasonOf(test.result().errors) })),
  ];
}

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
        failures: failuresOf(module, tests),
        skipped: count('skipped') + count('pending'),
        retried: tests
          .filter(test => test.ok() && test.diagnostic()?.retryCount > 0)
          .map(test => test.fullName),
      };
    });
    writeFileSync(
      process.env.FOYER_TEST_REPORT,
      JSON.stringify({ files, outside: errors.map(error => reasonOf([error])) }),
    );
  }
}
