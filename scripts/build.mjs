// npm run build: the whole bundle, from scratch.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PARTS, build } from './freshness.mjs';
import { reportSizes } from './check-size.mjs';
import { projectRoot } from './runtime.mjs';

for (const folder of ['main', 'preload', 'renderer', 'widget']) {
  rmSync(join(projectRoot, 'out', folder), { recursive: true, force: true });
}
await build({ parts: PARTS, verbose: true });
if (!reportSizes()) process.exitCode = 1;
