// A model that compares by meaning, put into the package: `npm run package -- --embedding-model FILE --sha256 HEX`.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { projectRoot } from './runtime.mjs';

const MAGIC = 'GGUF';
const PIECE_BYTES = 1 << 20;

/** Where the package keeps it; the repository carries none. */
export const INCLUDED_FOLDER = join(projectRoot, 'resources', 'models', 'included');

/**
 * Copies the file and what is known of it into the folder. Throws with a sentence when it is not the file announced.
 *
 * @param {string} file
 * @param {string} sha256 64 hexadecimal digits
 * @param {string} folder
 */
export function includeModel(file, sha256, folder = INCLUDED_FOLDER) {
  const announced = sha256.toLowerCase();
  if (!/^[0-9a-f]{64}$/u.test(announced))
    throw new Error('--sha256 wants the 64 digits of the file’s SHA-256.');
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  const { head, hash } = read(file);
  if (head !== MAGIC) throw new Error(`${file} is no GGUF file.`);
  if (hash !== announced) throw new Error(`${file} has other bytes than announced: its SHA-256 is ${hash}.`);
  mkdirSync(folder, { recursive: true });
  copyFileSync(file, join(folder, 'model.gguf'));
  const name = basename(file).replace(/\.gguf$/iu, '');
  writeFileSync(join(folder, 'model.json'), `${JSON.stringify({ name, sha256: announced })}\n`);
}

export function leaveOut(folder = INCLUDED_FOLDER) {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} file */
function read(file) {
  const hash = createHash('sha256');
  const piece = Buffer.alloc(PIECE_BYTES);
  const opened = openSync(file, 'r');
  let head = '';
  try {
    for (let length = readSync(opened, piece); length > 0; length = readSync(opened, piece)) {
      if (head === '') head = piece.toString('latin1', 0, MAGIC.length);
      hash.update(piece.subarray(0, length));
    }
  } finally {
    closeSync(opened);
  }
  return { head, hash: hash.digest('hex') };
}
