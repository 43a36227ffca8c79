// npm run package: builds everything, then makes the packages of this system with electron-builder. With
// `--embedding-model FILE --sha256 HEX`, that model is in them. Further arguments go to electron-builder:
// `npm run package -- --dir`.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, PARTS } from './freshness.mjs';
import { includeModel, leaveOut } from './included-model.mjs';
import { fail } from './run-task.mjs';
import { projectRoot } from './runtime.mjs';

const args = process.argv.slice(2);
const file = taken('--embedding-model');
const sha256 = taken('--sha256');

leaveOut(); // of a run that was stopped
if (file !== null) {
  try {
    includeModel(file, sha256 ?? '');
  } catch (error) {
    fail(error.message);
  }
}
await ensureBuilt(PARTS);
const builder = join(projectRoot, 'node_modules', 'electron-builder', 'cli.js');
const configuration = join(projectRoot, 'build', 'electron-builder.yml');
spawn(process.execPath, [builder, '--config', configuration, ...args], {
  cwd: projectRoot,
  stdio: 'inherit',
}).on('exit', code => {
  leaveOut();
  process.exitCode = code ?? 1;
});

/** The value of an option of ours, which electron-builder does not see. */
function taken(option) {
  const at = args.indexOf(option);
  return at === -1 ? null : (args.splice(at, 2)[1] ?? '');
}
