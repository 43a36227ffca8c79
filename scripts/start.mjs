// npm start: builds what is stale, then opens the desktop window where that is possible, else the server.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, PARTS } from './freshness.mjs';
import { endWithLauncher } from './launcher-link.mjs';
import { electronProgram, windowObstacle } from './desktop.mjs';
import { projectRoot } from './runtime.mjs';

/** Chromium gives up this early when a library or its sandbox is missing; later it is the person who ends it. */
const START_FAILURE_MS = 5_000;
const CRASH_SIGNALS = ['SIGTRAP', 'SIGABRT', 'SIGSEGV', 'SIGILL'];
const LIBRARY_MISSING_EXIT_CODE = 127;

const args = process.argv.slice(2);
const forced = args.includes('--headless');
const serverArgs = args.filter(argument => argument !== '--headless');

endWithLauncher();
await ensureBuilt(PARTS);

const obstacle = windowObstacle();
if (forced) await serve();
else if (obstacle !== null) await serve(obstacle);
else openWindow();

/** Runs the server in this process, so that signals and exit codes are its own. */
async function serve(reason) {
  if (reason !== undefined) process.stdout.write(`No desktop window (${reason}): starting in server mode.\n`);
  const entry = join(projectRoot, 'out', 'main', 'headless.js');
  process.argv = [process.execPath, entry, ...serverArgs];
  await import(pathToFileURL(entry).href);
}

function openWindow() {
  const startedAt = Date.now();
  const environment = { ...process.env };
  delete environment.ELECTRON_RUN_AS_NODE;
  const window = spawn(electronProgram(), [projectRoot, ...args], { stdio: 'inherit', env: environment });
  const forward = signal => window.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  window.on('error', error => void serve(`Electron does not start: ${error.message}`));
  window.on('exit', (code, signal) => {
    for (const name of signals) process.off(name, forward);
    const crashed = CRASH_SIGNALS.includes(signal) || code === LIBRARY_MISSING_EXIT_CODE;
    if (crashed && Date.now() - startedAt < START_FAILURE_MS) {
      void serve(`Electron ended at once: ${signal ?? `exit code ${code}`}`);
    } else {
      process.exitCode = code ?? 1;
    }
  });
}
