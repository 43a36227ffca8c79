// The page must appear fast on a slow machine: what it loads before the first page shows is capped.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectRoot } from './runtime.mjs';

/** Scripts and styles of the first load, gzip; the figure the project promises. */
const FIRST_LOAD_MAX_KB = 450;
const BYTES_PER_KB = 1000;

/** Gzip bytes of each script and style that `index.html` loads by itself (module preloads included). */
export function firstLoad(rendererFolder = join(projectRoot, 'out', 'renderer')) {
  const page = readFileSync(join(rendererFolder, 'index.html'), 'utf8');
  const tags = page.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  return tags.flatMap(tag => {
    const address = /\b(?:src|href)="([^"]+\.(?:js|css))"/.exec(tag)?.[1];
    if (address === undefined) return [];
    const file = address.replace(/^\.?\//, '');
    return [{ file, bytes: gzipSync(readFileSync(join(rendererFolder, file))).length }];
  });
}

/** Prints the size of the first load and returns whether it holds. */
export function reportSize() {
  const files = firstLoad();
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0) / BYTES_PER_KB;
  const holds = total <= FIRST_LOAD_MAX_KB && files.length > 0;
  process.stdout.write(
    `First load of the interface: ${total.toFixed(0)} kB gzip of ${FIRST_LOAD_MAX_KB} kB (${files.length} files)${holds ? '' : ' — too large'}\n`,
  );
  return holds;
}
