// Runs the command line from the bundle, built first when the sources are newer. Standard output belongs to the
// command alone: whatever the build has to say goes to standard error.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './freshness.mjs';
import { endWithLauncher } from './launcher-link.mjs';
import { projectRoot } from './runtime.mjs';

const entry = join(projectRoot, 'out', 'main', 'cli.js');

endWithLauncher();
if (existsSync(join(projectRoot, 'src'))) await ensureBuilt(['main']);
if (existsSync(entry)) {
  process.argv = [process.execPath, entry, ...process.argv.slice(2)];
  await import(pathToFileURL(entry).href);
} else {
  process.stderr.write(`${entry} is missing: build Foyer first with npm run build\n`);
  process.exitCode = 1;
}
