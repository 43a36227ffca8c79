// Knows whether `out/` was built from the sources as they are now, and builds what was not.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { compressFiles } from './compress-files.mjs';
import { projectRoot } from './runtime.mjs';

/** What each part of the bundle is made of, beside the files every part depends on. */
const INPUTS = {
  main: ['src/main', 'src/modules', 'src/preload', 'src/shared'],
  renderer: ['src/renderer', 'src/modules', 'src/shared'],
  widget: ['src/widget', 'src/shared/lib', 'src/shared/i18n', 'scripts/build-widget.mjs'],
};

const COMMON_INPUTS = [
  'electron.vite.config.ts',
  'package.json',
  'tsconfig.base.json',
  'scripts/compress-files.mjs',
  'node_modules/.package-lock.json',
];

/** A file of each part without which it is not there, whatever its stamp says. */
const PROOF = {
  main: 'out/main/cli.js',
  renderer: 'out/renderer/index.html',
  widget: 'out/widget/integrity.json',
};

export const PARTS = Object.keys(INPUTS);

const LOCK_POLL_MS = 100;

function* inputFiles(part) {
  for (const input of [...INPUTS[part], ...COMMON_INPUTS]) {
    const path = join(projectRoot, input);
    if (!existsSync(path)) continue;
    if (!statSync(path).isDirectory()) {
      yield path;
      continue;
    }
    for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) yield join(entry.parentPath, entry.name);
    }
  }
}

/** Names, sizes and times of the inputs: cheap, and enough to say that nothing was touched. */
function outline(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(projectRoot, file)}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Names and bytes of the inputs: the same after a checkout that only touched times. */
function content(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${relative(projectRoot, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

function stampFile(part) {
  return join(projectRoot, 'out', `.built-${part}.json`);
}

function readStamp(part) {
  const file = stampFile(part);
  if (!existsSync(file) || !existsSync(join(projectRoot, PROOF[part]))) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null; // cut off by a kill: build again
    throw error;
  }
}

export function isFresh(part) {
  const stamp = readStamp(part);
  if (stamp === null) return false;
  const files = [...inputFiles(part)].sort();
  const now = outline(files);
  if (stamp.outline === now) return true;
  if (stamp.content !== content(files)) return false;
  writeFileSync(stampFile(part), JSON.stringify({ ...stamp, outline: now }));
  return true;
}

/**
 * Builds `parts` (`main`, `renderer`, `widget`) whatever their stamps say. Two builds of one tree wait for each other.
 * @param {{ parts: string[], verbose: boolean }} options `verbose` prints the files built, to standard error
 */
export async function build({ parts, verbose }) {
  await withBuildLock(() => buildParts(parts, verbose));
}

/**
 * Builds those of `parts` whose inputs changed since they were built; says so on standard error. Ends the process
 * when that fails: whatever would run next would run something else than the sources say.
 */
export async function ensureBuilt(parts) {
  try {
    await buildStale(parts);
  } catch (error) {
    process.stderr.write(
      `The build failed.\n${error instanceof Error ? error.message.trim() : String(error)}\n`,
    );
    process.exit(1);
  }
}

/** Like `ensureBuilt`, but throws when the build fails. */
export async function buildStale(parts) {
  if (parts.every(isFresh)) return;
  await withBuildLock(async () => {
    const stale = parts.filter(part => !isFresh(part)); // another process may have built them meanwhile
    if (stale.length === 0) return;
    process.stderr.write(`Building ${stale.join(' and ')}…\n`);
    await buildParts(stale, false);
  });
}

async function buildParts(parts, verbose) {
  // Stamped with the inputs as they were before: what changes during the build is stale again.
  const stamps = parts.map(part => {
    const files = [...inputFiles(part)].sort();
    return { part, stamp: { outline: outline(files), content: content(files) } };
  });
  for (const part of parts) rmSync(stampFile(part), { force: true });
  const standardOutput = console.log;
  console.log = console.error;
  const logLevel = verbose ? 'info' : 'error';
  try {
    const electronParts = parts.filter(part => part !== 'widget');
    if (electronParts.length > 0) await bundleElectron(electronParts, logLevel);
    if (parts.includes('renderer')) compressFiles(join(projectRoot, 'out', 'renderer'));
    if (parts.includes('widget')) {
      const { buildWidget } = await import('./build-widget.mjs');
      await buildWidget({ logLevel });
    }
  } finally {
    console.log = standardOutput;
  }
  for (const { part, stamp } of stamps) writeFileSync(stampFile(part), JSON.stringify(stamp));
}

async function bundleElectron(parts, logLevel) {
  // The configuration leaves out the other parts.
  process.env.FOYER_BUILD_PARTS = parts.join(',');
  const { build: bundle } = await import('electron-vite');
  await bundle({ root: projectRoot, configFile: join(projectRoot, 'electron.vite.config.ts'), logLevel });
}

async function withBuildLock(work) {
  const lock = join(projectRoot, 'out', '.building');
  mkdirSync(join(projectRoot, 'out'), { recursive: true });
  while (!takeLock(lock)) await wait(LOCK_POLL_MS);
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function takeLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
  // A builder that was killed leaves its lock: an empty one is being written this very moment.
  if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true });
  return false;
}

function isAlive(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
