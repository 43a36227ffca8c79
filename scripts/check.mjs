// npm run check: everything that can be said about the sources without running the product. All of it runs, whatever
// fails on the way, so that one run shows all there is to mend. `npm run check -- types lint` runs only those.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildStale } from './freshness.mjs';
import { reportSizes } from './check-size.mjs';
import { projectRoot } from './runtime.mjs';

const bin = path => join(projectRoot, 'node_modules', path);
// The native compiler takes half the work of the one in JavaScript, whose programmatic interface the other checks need.
// On one thread: several repeat each other's work, and there are other checks for the other cores.
const tsc = project => ({
  name: `types (${project})`,
  command: [bin('typescript-native/bin/tsc'), '-p', `tsconfig.${project}.json`, '--singleThreaded'],
});
const CHECKS = [
  tsc('shared'),
  tsc('node'),
  tsc('web'),
  tsc('widget'),
  { name: 'lint', command: [bin('oxlint/bin/oxlint'), '--deny-warnings'] },
  {
    name: 'architecture',
    command: [bin('vitest/vitest.mjs'), 'run', '--project', 'unit', 'tests/architecture.test.ts'],
  },
  { name: 'dead code', command: [bin('knip/bin/knip.js'), '--no-progress'] },
  { name: 'formatting', command: [join(projectRoot, 'scripts', 'format.mjs'), '--check'] },
  { name: 'translations', command: [join(projectRoot, 'scripts', 'check-translations.ts')] },
  {
    name: 'guide of the archive',
    command: [join(projectRoot, 'scripts', 'make-export-guide.ts'), '--check'],
  },
];

/** As many at once as the machine of a continuous integration has cores. */
const PARALLEL = 2;

const wanted = process.argv.slice(2);
const selected = CHECKS.filter(
  ({ name }) => wanted.length === 0 || wanted.some(word => name.startsWith(word)),
);
const failed = [];
const queue = [...selected];
await Promise.all(Array.from({ length: PARALLEL }, work));
if (wanted.length === 0 || wanted.includes('size')) await checkSize();

if (failed.length > 0) {
  process.stdout.write(`\nTo mend: ${failed.join(', ')}\n`);
  process.exitCode = 1;
} else {
  process.stdout.write('\nAll checks passed\n');
}

async function work() {
  for (let check = queue.shift(); check !== undefined; check = queue.shift())
    report(check.name, await runCheck(check));
}

function report(name, { ok, output, seconds }) {
  process.stdout.write(`${ok ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)\n`);
  if (!ok) {
    failed.push(name);
    process.stdout.write(`${output.trimEnd().replace(/^/gm, '    ')}\n`);
  }
}

function runCheck({ command }) {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', text => (output += text));
    }
    child.on('error', reject);
    child.on('close', code =>
      resolve({ ok: code === 0, output, seconds: (performance.now() - startedAt) / 1000 }),
    );
  });
}

async function checkSize() {
  try {
    await buildStale(['renderer', 'widget']);
    if (reportSizes()) return;
  } catch (error) {
    process.stdout.write(`✗ build\n${error.message.replace(/^/gm, '    ')}\n`);
  }
  failed.push('size');
}
