// npm run format: writes every file the way `npm run check` wants it; with --check only says which differ.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from './runtime.mjs';

const mode = process.argv.includes('--check') ? '--check' : '--write';
const prettier = join(projectRoot, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
spawn(process.execPath, [prettier, mode, '--log-level', 'warn', '.'], {
  cwd: projectRoot,
  stdio: 'inherit',
}).on('exit', code => {
  process.exitCode = code ?? 1;
});
