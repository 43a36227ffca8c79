import { Inflate } from 'fflate';
import { FoyerError } from '#shared/errors.ts';
import {
  BOMB_FLOOR_BYTES,
  MAX_ARCHIVE_ENTRIES,
  MAX_INFLATION_RATIO,
  MAX_OFFICE_XML_BYTES,
} from '../limits.ts';
import { compressedBytes, readZipDirectory } from '../zip-directory.ts';
import type { ZipEntry } from '../zip-directory.ts';

/** Fed to the inflater at once, so that a bomb is noticed long before it is inflated. */
const INPUT_CHUNK_BYTES = 16 * 1024;
const STORED = 0;
const DEFLATED = 8;

function tooLarge(what: string): FoyerError {
  return new FoyerError('document.too_large', what);
}

function isBomb(compressed: number, inflated: number): boolean {
  return inflated > BOMB_FLOOR_BYTES && inflated > compressed * MAX_INFLATION_RATIO;
}

/** Inflates one entry, trusting nothing it declares. */
function inflate(bytes: Uint8Array, entry: ZipEntry, budget: number): Uint8Array {
  if (entry.isEncrypted) throw new FoyerError('document.encrypted', `${entry.name} is encrypted`);
  const compressed = compressedBytes(bytes, entry);
  if (entry.method === STORED) return compressed;
  if (entry.method !== DEFLATED)
    throw new FoyerError('document.damaged', `Compression method ${entry.method}`);
  const chunks: Uint8Array[] = [];
  let total = 0;
  let isComplete = false;
  const inflater = new Inflate((chunk, isLast) => {
    total += chunk.length;
    if (total > budget || isBomb(compressed.length, total))
      throw tooLarge(`${entry.name} inflates to more than ${total} bytes`);
    chunks.push(chunk);
    isComplete ||= isLast;
  });
  for (let at = 0; at < compressed.length; at += INPUT_CHUNK_BYTES) {
    const end = Math.min(compressed.length, at + INPUT_CHUNK_BYTES);
    inflater.push(compressed.subarray(at, end), end === compressed.length);
  }
  if (!isComplete) throw new FoyerError('document.damaged', `${entry.name} is cut short`);
  return Buffer.concat(chunks, total);
}

/**
 * The XML parts of an Office package by name, inflated under caps: number of entries, declared and real sizes,
 * ratio. Pictures and embedded files are never inflated. Throws document.too_large, .damaged or .encrypted.
 */
export function readOfficePackage(bytes: Uint8Array): Map<string, Uint8Array> {
  const entries = readZipDirectory(bytes);
  if (entries === null) throw new FoyerError('document.damaged', 'The package has no directory');
  if (entries.length > MAX_ARCHIVE_ENTRIES) throw tooLarge(`${entries.length} entries`);
  const parts = entries.filter(entry => /\.(?:xml|rels)$/iu.test(entry.name));
  const declared = parts.reduce((sum, entry) => sum + entry.size, 0);
  if (declared > MAX_OFFICE_XML_BYTES) throw tooLarge(`${declared} bytes of XML`);
  for (const entry of parts) {
    if (isBomb(entry.compressedSize, entry.size)) throw tooLarge(`${entry.name} is a decompression bomb`);
  }
  const result = new Map<string, Uint8Array>();
  let budget = MAX_OFFICE_XML_BYTES;
  for (const entry of parts) {
    const content = inflate(bytes, entry, budget);
    budget -= content.length;
    result.set(entry.name, content);
  }
  return result;
}
