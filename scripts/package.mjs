// npm run package: builds everything, then makes the packages of this system with electron-builder. Further arguments
// go to it: `npm run package -- --dir`.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, PARTS } from './freshness.mjs';
import { projectRoot } from './runtime.mjs';

await ensureBuilt(PARTS);
const builder = join(projectRoot, 'node_modules', 'electron-builder', 'cli.js');
const configuration = join(projectRoot, 'build', 'electron-builder.yml');
spawn(process.execPath, [builder, '--config', configuration, ...process.argv.slice(2)], {
  cwd: projectRoot,
  stdio: 'inherit',
}).on('exit', code => {
  process.exitCode = code ?? 1;
});
