// Compressed copies beside what browsers load: done once here, and better than at each request.
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Below it there is nothing to win: the headers alone are as long. */
const SMALLEST_BYTES = 500;

/** Writes `file.gz` and `file.br` beside every script, style, picture and table of a folder. */
export function compressFiles(folder) {
  const files = readdirSync(folder, { recursive: true });
  for (const file of files.filter(name => /\.(gz|br)$/.test(name))) rmSync(join(folder, file));
  for (const file of files.filter(name => /\.(js|css|json|svg)$/.test(name))) {
    const bytes = readFileSync(join(folder, file));
    if (bytes.length < SMALLEST_BYTES) continue;
    writeFileSync(join(folder, `${file}.gz`), gzipSync(bytes, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(join(folder, `${file}.br`), brotliCompressSync(bytes, { params }));
  }
}
