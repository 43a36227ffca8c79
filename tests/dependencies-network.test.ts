import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import packageFile from '../package.json' with { type: 'json' };

const MODULES = join(import.meta.dirname, '../node_modules');

/** A way to open a connection, in what a package runs. */
const OPENS = new RegExp(
  [
    String.raw`(?:require\(|from\s*|import\()\s*['"](?:node:)?(?:https?|http2|net|tls|dgram|dns)(?:/\w+)?['"]`,
    String.raw`\b(?:globalThis\.)?fetch\(`,
    String.raw`\bnew WebSocket\(`,
  ].join('|'),
);

/** Packages that could open a connection, and why none goes out beside `platform/outbound`. */
const KNOWN: Readonly<Record<string, string>> = {
  '@anthropic-ai/sdk': 'is given the `fetch` of the outbound client',
  '@fastify/multipart': 'takes requests',
  '@lancedb/lancedb': 'its remote side is never opened: tables are folders',
  '@napi-rs/canvas': 'draws bytes it is given; only an address it is given would be fetched',
  '@orpc/client': 'the page calls the server it came from; in the core it is given its transport',
  fastify: 'listens',
  imapflow: 'speaks over sockets of the outbound client',
  'multicast-dns': 'the announcer of our name, listed with all else',
  'node-llama-cpp': 'downloads and builds are switched off, and it runs in a process of its own',
  nodemailer: 'speaks over sockets of the outbound client',
  'pdfjs-dist': 'reads bytes it is given',
  pdfkit: 'reads bytes it is given',
  'tesseract.js-core': 'in Node it reads its own file from the disk',
  undici: 'the outbound client itself',
};

/** JavaScript that a package runs: not its tests, its maps or the packages within it. */
function codeOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return /^(?:node_modules|test|tests|docs|examples|benchmarks?|llama)$/.test(entry.name)
        ? []
        : codeOf(path);
    return /\.[cm]?js$/.test(entry.name) ? [path] : [];
  });
}

it('every dependency that could open a connection is one of which it is known why none goes out', () => {
  const names = Object.keys(packageFile.dependencies).filter(name => existsSync(join(MODULES, name)));
  expect(names.length).toBeGreaterThan(30);
  const opening = names.filter(name =>
    codeOf(join(MODULES, name)).some(path => OPENS.test(readFileSync(path, 'utf8'))),
  );
  // Both ways: a package that is new here is looked at, one that changed its ways is taken off.
  expect(opening.toSorted()).toEqual(Object.keys(KNOWN).toSorted());
});

it('no package of telemetry or updates is among what is installed to run', () => {
  const all = Object.keys(packageFile.dependencies).join(' ');
  expect(all).not.toMatch(/sentry|posthog|segment|amplitude|mixpanel|electron-updater|update-electron-app/);
});
