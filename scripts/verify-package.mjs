// Packs Foyer for this system around a stand-in of Electron's program (its real one cannot be fetched everywhere) and
// checks what is in the package: `npm run verify-package`. What it cannot show is that the packed program runs.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { ensureBuilt, PARTS } from './freshness.mjs';
import { projectRoot } from './runtime.mjs';

const PACKAGE_MAX_MB = 400; // of our own files, unpacked; LanceDB alone takes 130

const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'; // github.com/electron/fuses
const FUSES = 9;

const electron = JSON.parse(readFileSync(join(projectRoot, 'node_modules/electron/package.json'), 'utf8'));

/** A folder laid out like the Electron of this system, as far as electron-builder looks. */
function standInElectron(folder) {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  writeFileSync(join(folder, 'version'), electron.version);
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'locales/fr.pak', 'locales/en-US.pak'])
    writeFileSync(join(folder, file), '');
  // Electron's switches ("fuses") are bytes after this mark in its program: version 1, their number, one digit each.
  writeFileSync(
    join(folder, 'electron'),
    `#!/bin/sh\nexit 0\n${FUSE_MARK}\x01${String.fromCharCode(FUSES)}${'1'.repeat(FUSES)}`,
  );
  chmodSync(join(folder, 'electron'), 0o755);
}

function pack(folder) {
  standInElectron(join(folder, 'electron'));
  const { status } = spawnSync(
    process.execPath,
    [
      join(projectRoot, 'node_modules/electron-builder/cli.js'),
      '--linux',
      '--dir',
      '--config',
      join(projectRoot, 'build/electron-builder.yml'),
      `-c.electronDist=${join(folder, 'electron')}`,
      `-c.directories.output=${join(folder, 'dist')}`,
    ],
    { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (status !== 0) throw new Error('electron-builder failed: see above');
  const unpacked = readdirSync(join(folder, 'dist')).find(name => name.endsWith('unpacked'));
  return join(folder, 'dist', unpacked, 'resources');
}

/** What must hold, each as a sentence and what breaks it. */
function findings(resources) {
  const asar = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'))(
    '@electron/asar',
  );
  const archive = join(resources, 'app.asar');
  const files = asar.listPackage(archive, { isPack: false }).map(file => file.replaceAll('\\', '/'));
  const count = pattern => files.filter(file => pattern.test(file)).length;
  const has = path => files.includes(path);
  const manifest = JSON.parse(asar.extractFile(archive, 'package.json').toString('utf8'));
  const megabytes = folderBytes(resources) / 1e6;
  const prebuild = `node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`;
  const build = `${process.platform}-${process.arch}-gnu`;
  const drawing = `node_modules/@napi-rs/canvas-${build}/skia.${build}.node`;
  return [
    ['no Node beside the one in Electron', count(/^\/node_modules\/node-/) === 0],
    [
      'one compiled SQLite, that of this system',
      count(/\/better-sqlite3\/prebuilds\/.+/) === 1 && has(`/${prebuild}`),
    ],
    ['native code is outside the archive', existsSync(join(resources, 'app.asar.unpacked', prebuild))],
    [
      'what draws pages is there, and its native code is outside the archive',
      has('/node_modules/@napi-rs/canvas/package.json') &&
        existsSync(join(resources, 'app.asar.unpacked', drawing)),
    ],
    [
      'what recognises text is there with both languages, once',
      has('/node_modules/tesseract.js-core/tesseract-core-simd-lstm.wasm') &&
        count(/^\/node_modules\/tesseract\.js-core\/.+\.wasm$/) === 1 &&
        count(/^\/node_modules\/@tesseract\.js-data\/.+\.traineddata\.gz$/) === 2,
    ],
    ['the entry of the window is there', has(`/${manifest.main}`)],
    ['the server and the command line are there', has('/out/main/headless.js') && has('/out/main/cli.js')],
    [
      'the workers are there',
      has('/out/main/workers/keyword-search.js') &&
        has('/out/main/workers/extract.js') &&
        has('/out/main/workers/draw.js') &&
        has('/out/main/workers/recognise.js') &&
        has('/out/main/workers/model-engine.js'),
    ],
    [
      'the migrations are there',
      count(/^\/out\/main\/migrations\/\d+_.+\.sql$/) > 0 && has('/out/main/migrations/meta/_journal.json'),
    ],
    ['the preload script is CommonJS', has('/out/preload/index.cjs')],
    [
      'the interface is there',
      has('/out/renderer/index.html') && count(/^\/out\/renderer\/assets\/.+\.js$/) > 0,
    ],
    [
      'the widget is there',
      has('/out/widget/v1.js') &&
        has('/out/widget/panel.html') &&
        count(/^\/out\/widget\/assets\/window-.+\.js$/) === 1,
    ],
    [
      'the sample knowledge is there in both languages',
      has('/resources/samples/fr') && has('/resources/samples/en'),
    ],
    [
      'the WordPress plugin is there, with its translation',
      has('/resources/wordpress/foyer-chat/foyer-chat.php') &&
        has('/resources/wordpress/foyer-chat/languages/foyer-chat-fr.po') &&
        has('/node_modules/gettext-parser/package.json'),
    ],
    ['the icon is there', has('/resources/icon.png')],
    ['no sources, tests or settings of the project', count(/^\/(src|tests|scripts|build|\.ci)\//) === 0],
    [
      'no tools of development',
      count(/^\/node_modules\/(electron|vite|vitest|typescript|playwright-core)\//) === 0,
    ],
    [
      'what runs is there',
      ['fastify', 'better-sqlite3', '@lancedb/lancedb', 'pdfjs-dist'].every(name =>
        has(`/node_modules/${name}`),
      ),
    ],
    [`it weighs ${megabytes.toFixed(0)} MB of at most ${PACKAGE_MAX_MB}`, megabytes <= PACKAGE_MAX_MB],
  ];
}

function folderBytes(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .reduce((sum, entry) => sum + readFileSync(join(entry.parentPath, entry.name)).length, 0);
}

if (process.platform === 'linux') {
  await ensureBuilt(PARTS);
  const folder = mkdtempSync(join(tmpdir(), 'foyer-package-'));
  try {
    for (const [sentence, holds] of findings(pack(folder))) {
      process.stdout.write(`${holds ? '✓' : '✗'} ${sentence}\n`);
      if (!holds) process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
} else {
  process.stderr.write('The package is verified on Linux; here, npm run package makes the real one.\n');
  process.exitCode = 1;
}
