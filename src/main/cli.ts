import { runCommandLine } from './cli/run.ts';

// A reader that has seen enough (`foyer … | head`) is no error.
process.stdout.on('error', error => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
});

const interruption = new AbortController();
const interrupt = () => {
  if (interruption.signal.aborted) process.exit(1);
  interruption.abort();
};
// The server has its own way to stop.
if (!process.argv.includes('serve')) {
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
}

const code = await runCommandLine({
  argv: process.argv.slice(2),
  environment: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  interactive: process.stderr.isTTY === true,
  signal: interruption.signal,
});
// Ends even when a library keeps a handle open, once everything written has left.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
