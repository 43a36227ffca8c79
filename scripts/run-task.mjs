// Runs one file of the project with a Node that can, in this process or in a newer one.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { whenNpmEnds } from './launcher-link.mjs';
import { findNode, missingDependencies, pathWith, projectRoot, SMALL_HEAP_FLAGS } from './runtime.mjs';

/** Signals a person or a supervisor sends to end or steer the task. */
const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2'];

export function fail(message) {
  process.stderr.write(message + '\n');
  process.exit(1);
}

/** The files that run Foyer itself. */
const SERVES_PEOPLE = ['scripts/start.mjs', 'scripts/run-command-line.mjs'];

/** Runs `file` (relative to the project) with `args`; this process then ends the way that file does. */
export async function run(file, args) {
  const missing = missingDependencies();
  if (missing) fail(missing);
  const node = findNode();
  if ('problem' in node) fail(node.problem);
  const path = join(projectRoot, file);
  process.env.PATH = pathWith(node.path);
  // Node 22 before 22.18 reads TypeScript only when asked to.
  const flags = SERVES_PEOPLE.includes(file) ? [...SMALL_HEAP_FLAGS] : [];
  if (file.endsWith('.ts') && node.path === process.execPath && !process.features.typescript)
    flags.push('--experimental-strip-types');
  if (node.path === process.execPath && flags.length === 0) {
    process.argv = [process.execPath, path, ...args];
    await import(pathToFileURL(path).href);
    return;
  }
  // The extra channel tells the task when this process disappears without a word (kill -9).
  const child = spawn(node.path, [...flags, path, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  for (const signal of FORWARDED_SIGNALS) {
    process.on(signal, () => {
      // A terminal sends Ctrl+C to the whole group: passing it on would interrupt the task twice.
      if (!(signal === 'SIGINT' && onTerminal)) child.kill(signal);
    });
  }
  whenNpmEnds(() => child.kill('SIGTERM'));
  child.on('error', error => fail(`${node.path} does not start: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    for (const name of FORWARDED_SIGNALS) process.removeAllListeners(name);
    process.kill(process.pid, signal);
    // Reached only where the signal cannot end this process: the shell's number for "ended by a signal".
    setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 100);
  });
}
