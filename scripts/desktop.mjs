import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './runtime.mjs';

/** Path of Electron's program, or null where it was not fetched. Never fetches it: that would hang without a network. */
export function electronProgram() {
  const folder = join(projectRoot, 'node_modules', 'electron');
  const name = join(folder, 'path.txt');
  if (!existsSync(name)) return null;
  const program = join(folder, 'dist', readFileSync(name, 'utf8').trim());
  return existsSync(program) ? program : null;
}

/** Why the desktop window cannot open here, in a few words, or null when it can. */
export function windowObstacle() {
  if (electronProgram() === null) return 'Electron is not here; npx install-electron fetches it';
  if (process.platform !== 'linux') return null;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display';
  // Chromium runs as root only without its sandbox, which holds the foreign content a window may show.
  if (process.getuid?.() === 0) return 'root cannot open it safely';
  return null;
}
