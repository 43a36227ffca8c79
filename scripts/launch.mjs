// Runs a task of this project with a Node that can: `node scripts/launch.mjs TASK [ARGUMENT…]`.
// Every script of package.json goes through here, so that they work with the Node a machine happens to have.
import { fail, run } from './run-task.mjs';

const TASKS = {
  start: 'scripts/start.mjs',
  dev: 'scripts/dev.mjs',
  build: 'scripts/build.mjs',
  foyer: 'scripts/run-command-line.mjs',
  test: 'scripts/test.mjs',
  check: 'scripts/check.mjs',
  format: 'scripts/format.mjs',
  bench: 'tests/bench/run.ts',
  quality: 'tests/quality/run.ts',
  kills: 'tests/kills/run.ts',
  wordpress: 'scripts/wordpress.mjs',
  screenshots: 'scripts/screenshots.ts',
  'export-guide': 'scripts/make-export-guide.ts',
  package: 'scripts/package.mjs',
  'verify-package': 'scripts/verify-package.mjs',
};

const [task, ...args] = process.argv.slice(2);
if (!Object.hasOwn(TASKS, task ?? '')) {
  fail(`Usage: node scripts/launch.mjs TASK [ARGUMENT…], TASK one of: ${Object.keys(TASKS).join(', ')}`);
}
// npm takes the `--` away; whoever calls this file by hand may leave it.
await run(TASKS[task], args[0] === '--' ? args.slice(1) : args);
