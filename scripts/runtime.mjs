// Finds a Node that can run Foyer. Without dependencies and in syntax that older versions of Node read, because
// it is what runs before that question is settled.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** better-sqlite3 13 ends older versions with a segmentation fault and no message. */
export const MINIMUM_NODE_MAJOR = 22;

/**
 * V8 sizes its heap to the machine: with much memory it lets 300 MB of garbage pile up before it looks. Foyer lives
 * beside other programs, and reading documents is no slower for collecting earlier. Without the last one the heap may
 * grow fourfold between two collections: 100 MB more while two hundred visitors read their answers, for no less work.
 */
export const SMALL_HEAP_FLAGS = [
  '--max-semi-space-size=2',
  '--initial-old-space-size=32',
  '--heap-growing-percent=60',
];

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

export function isNodeRecentEnough(version = process.versions.node) {
  return Number(version.split('.')[0]) >= MINIMUM_NODE_MAJOR;
}

/**
 * The Node to use: this one when it is recent enough, else the one that `npm ci` installs for this platform
 * as a package.
 * @returns {{ path: string } | { problem: string }}
 */
export function findNode(root = projectRoot, running = process) {
  if (isNodeRecentEnough(running.versions.node)) return { path: running.execPath };
  const packageName =
    'node-' + (running.platform === 'win32' ? 'win' : running.platform) + '-' + running.arch;
  try {
    // Asking the resolver finds it beside Foyer as well as above it, where npm puts it when Foyer is installed.
    const manifest = createRequire(join(root, 'package.json')).resolve(packageName + '/package.json');
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
    const path = join(dirname(manifest), typeof bin === 'string' ? bin : bin.node);
    if (existsSync(path)) return { path };
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
  }
  const here = `Foyer needs Node ${MINIMUM_NODE_MAJOR} or later; this is ${running.versions.node}`;
  const packaged = ['linux-x64', 'linux-arm64', 'win32-x64'].includes(running.platform + '-' + running.arch);
  return {
    problem: packaged
      ? `${here}, and the package ${packageName} that brings it is not installed. Run: npm ci`
      : `${here}. Install a newer Node from https://nodejs.org and try again.`,
  };
}

/** PATH with the folder of `nodePath` first, so that whatever is started next finds the same Node. */
export function pathWith(nodePath, path = process.env.PATH ?? '') {
  const folder = dirname(nodePath);
  return path.split(delimiter)[0] === folder ? path : folder + delimiter + path;
}

/** One sentence when the project's dependencies are not there, else null. */
export function missingDependencies(root = projectRoot) {
  // Installed as a package, Foyer has its dependencies wherever npm put them and needs no build.
  if (!existsSync(join(root, 'src'))) return null;
  return existsSync(join(root, 'node_modules', '.package-lock.json'))
    ? null
    : `The dependencies of Foyer are not installed. Run this in ${root} first: npm ci`;
}
