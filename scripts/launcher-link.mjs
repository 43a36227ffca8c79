import { existsSync, readFileSync } from 'node:fs';

const PARENT_CHECK_MS = 500;

/**
 * Ends this process in order when the launcher above it was killed, so that `kill -9` on `npm start` leaves no
 * server behind that still holds the data folder.
 */
export function endWithLauncher() {
  const end = () => process.kill(process.pid, 'SIGTERM');
  if (process.channel === undefined) {
    whenNpmEnds(end);
    return;
  }
  process.on('disconnect', end);
  // The link alone must not keep a finished command alive, nor be inherited by what the task starts.
  process.channel.unref();
}

/**
 * Calls `listener` once when the npm that started this process has ended without passing its signal on: npm sends it
 * to the shell in between, which keeps it to itself. Does nothing for a process npm did not start.
 */
export function whenNpmEnds(listener) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const before = parents();
  const timer = setInterval(() => {
    if (parents() === before) return;
    clearInterval(timer);
    listener();
  }, PARENT_CHECK_MS);
  timer.unref();
}

/** The shell above this process and, where the system tells, npm above that shell. */
function parents() {
  const shell = process.ppid;
  const status = `/proc/${shell}/status`;
  const npm = existsSync(status) ? /^PPid:\s*(\d+)/m.exec(readFileSync(status, 'utf8'))?.[1] : null;
  return `${shell} ${npm}`;
}
