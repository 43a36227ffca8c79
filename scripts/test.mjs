// npm test: unit, integration and browser tests. The last line is always `N passed, N failed`. With arguments, runs
// vitest on those: `npm test -- src/main/db`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideChromium } from './chromium.mjs';
import { ensureBuilt, PARTS } from './freshness.mjs';
import { projectRoot } from './runtime.mjs';

const SLOWEST_SHOWN = 10;
const SLOW_SECONDS = 5;
const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const NOTHING_RUN = { files: [], outside: [], passed: 0, failed: 1, skipped: 0 };

/** Of memory that is free, so that what tests write takes none from whoever works beside them. */
const ROOM_IN_MEMORY_BYTES = 8e9;

const args = process.argv.slice(2);
const reports = mkdtempSync(join(roomInMemory() ?? tmpdir(), 'foyer-tests-'));
process.env.TMPDIR = reports; // what tests write lies beside, and goes with them whatever becomes of them
process.env.NODE_COMPILE_CACHE = join(reports, 'compiled'); // hundreds of programs and workers are started: a third of the work
try {
  process.exitCode = await main();
} finally {
  rmSync(reports, { recursive: true, force: true });
}

/**
 * A folder of memory, where there is one with room: each commit of a test then costs no flush of a disk, and no test is
 * about how fast a disk is. Null elsewhere.
 */
function roomInMemory() {
  const folder = '/dev/shm';
  if (process.platform !== 'linux' || !existsSync(folder)) return null;
  const { bavail, bsize } = statfsSync(folder);
  return Math.min(bavail * bsize, process.availableMemory()) >= ROOM_IN_MEMORY_BYTES ? folder : null;
}

async function main() {
  if (args.length > 0) {
    if (args.some(argument => argument.includes('e2e') || argument === 'browser')) {
      const problem = await prepareBrowserTests();
      if (problem !== null) return failWith(problem);
    } else await ensureBuilt(['main']); // what they start beside themselves is as it is packaged
    return finish([await vitest('selected', args)]);
  }
  // The slow part that can fail before any test does, first: nobody waits minutes to learn that Chromium is missing.
  const problem = await prepareBrowserTests();
  if (problem !== null) return failWith(problem);
  const first = await vitest('fast', ['--project', 'unit', '--project', 'integration', '--project', 'alone']);
  const second = await vitest('browser', ['--project', 'browser']);
  return finish([first, second]);
}

/** Builds what is stale and finds the browser; returns what is missing in one sentence, or null. */
async function prepareBrowserTests() {
  await ensureBuilt(PARTS);
  const chromium = provideChromium();
  if ('problem' in chromium) return chromium.problem;
  process.env.CHROMIUM_PATH = chromium.path;
  return null;
}

/** Runs vitest and reads what it counted. An error outside tests counts as one failure. */
async function vitest(name, vitestArgs) {
  const report = join(reports, `${name}.json`);
  const code = await spawnVitest(vitestArgs, report);
  if (!existsSync(report)) return NOTHING_RUN;
  const { files, outside } = JSON.parse(readFileSync(report, 'utf8'));
  const sum = key => files.reduce((total, file) => total + file[key], 0);
  const failed = sum('failed') + outside.length;
  return {
    files,
    outside,
    passed: sum('passed'),
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: sum('skipped'),
  };
}

function spawnVitest(vitestArgs, report) {
  const program = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', `--reporter=${join(projectRoot, 'scripts', 'test-report.mjs')}`];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'run', ...reporters, ...vitestArgs], {
      cwd: projectRoot,
      stdio: 'inherit',
      env: { ...process.env, FOYER_TEST_REPORT: report },
    });
    const forward = signal => child.kill(signal);
    for (const signal of FORWARDED_SIGNALS) process.on(signal, forward);
    child.on('error', reject);
    child.on('exit', code => {
      for (const signal of FORWARDED_SIGNALS) process.off(signal, forward);
      resolve(code ?? 1);
    });
  });
}

function failWith(problem) {
  process.stderr.write(problem + '\n');
  return finish([NOTHING_RUN]);
}

/** Names what took long, what only passed at its second try and what failed; the last line is the count. */
function finish(results) {
  const sum = key => results.reduce((total, result) => total + result[key], 0);
  const files = results.flatMap(result => result.files);
  const slow = files
    .filter(({ seconds }) => seconds > SLOW_SECONDS)
    .toSorted((a, b) => b.seconds - a.seconds);
  if (slow.length > 0) process.stdout.write('\nThe slowest files:\n');
  for (const { name, seconds } of slow.slice(0, SLOWEST_SHOWN))
    process.stdout.write(`${seconds.toFixed(1).padStart(7)} s  ${name}\n`);
  const retried = files.flatMap(file => file.retried.map(test => `${file.name}: ${test}`));
  if (retried.length > 0)
    process.stdout.write('\nFailed at first, and passed at the second try (a flake to mend):\n');
  for (const test of retried) process.stdout.write(`  ${test}\n`);
  const failures = [
    ...files.flatMap(file => file.failures.map(({ test, why }) => `${file.name}: ${test}: ${why}`)),
    ...results.flatMap(result => result.outside.map(why => `outside of tests: ${why}`)),
  ];
  if (failures.length > 0) process.stdout.write('\nFailed:\n');
  for (const failure of failures) process.stdout.write(`  ${failure}\n`);
  process.stdout.write('\n');
  if (sum('skipped') > 0) process.stdout.write(`${sum('skipped')} skipped\n`);
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
}
