import { Inflate } from 'fflate';
import { FoyerError, isFoyerError } from '#shared/errors.ts';
import {
  BOMB_FLOOR_BYTES,
  MAX_ARCHIVE_ENTRIES,
  MAX_INFLATION_RATIO,
  MAX_OFFICE_XML_BYTES,
} from '../limits.ts';
import { protectedOtherwise } from '../locks/lock.ts';
import { compressedBytes, readZipDirectory } from '../zip-directory.ts';
import type { ZipEntry } from '../zip-directory.ts';
import type { Allowance } from './enclosed-files.ts';

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

/** Inflates one entry, trusting nothing it declares. `budget` is what it may have in bytes. */
export function inflate(bytes: Uint8Array, entry: ZipEntry, budget: number): Uint8Array {
  // No program opens a package of which parts are encrypted as those of an archive.
  if (entry.isEncrypted) throw protectedOtherwise(`${entry.name} is encrypted`);
  return inflatePart(compressedBytes(bytes, entry), entry, budget);
}

/** The same of the bytes of an entry, which are not encrypted any more. */
export function inflatePart(
  compressed: Uint8Array,
  entry: Pick<ZipEntry, 'name' | 'method'>,
  budget: number,
): Uint8Array {
  if (entry.method === STORED) {
    if (compressed.length > budget) throw tooLarge(`${entry.name} has more than ${budget} bytes`);
    return compressed;
  }
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
    try {
      inflater.push(compressed.subarray(at, end), end === compressed.length);
    } catch (error) {
      if (isFoyerError(error)) throw error;
      throw new FoyerError('document.damaged', `${entry.name} is not deflated`, { cause: error });
    }
  }
  if (!isComplete) throw new FoyerError('document.damaged', `${entry.name} is cut short`);
  return Buffer.concat(chunks, total);
}

/** A file that a package carries beside its XML. */
export type PackageFile = {
  /** The same for files of the same bytes, without looking at them. */
  key: string;
  /** Its bytes, taken from what all files within may make together. */
  open: (allowance: Pick<Allowance, 'bytes'>) => Uint8Array;
};

/** Parts by their names, whose case does not matter (ECMA-376 part 2, 6.2.2.3); null when there is none. */
export type OfficePackage = {
  read(name: string): Uint8Array | null;
  file(name: string): PackageFile | null;
};

/**
 * The parts of an Office package, inflated when they are read and under caps: number of entries, declared and real
 * sizes, ratio. Throws document.too_large, .damaged or .encrypted, at once where the directory tells.
 */
export function readOfficePackage(bytes: Uint8Array): OfficePackage {
  const entries = readZipDirectory(bytes);
  if (entries === null) throw new FoyerError('document.damaged', 'The package has no directory');
  if (entries.length > MAX_ARCHIVE_ENTRIES) throw tooLarge(`${entries.length} entries`);
  const xml = entries.filter(entry => /\.(?:xml|rels)$/iu.test(entry.name));
  const declared = xml.reduce((sum, entry) => sum + entry.size, 0);
  if (declared > MAX_OFFICE_XML_BYTES) throw tooLarge(`${declared} bytes of XML`);
  for (const entry of xml) {
    if (isBomb(entry.compressedSize, entry.size)) throw tooLarge(`${entry.name} is a decompression bomb`);
  }
  const byName = new Map(entries.map(entry => [entry.name.toLowerCase(), entry]));
  let budget = MAX_OFFICE_XML_BYTES;
  return {
    read(name) {
      const entry = byName.get(name.toLowerCase());
      if (entry === undefined) return null;
      const content = inflate(bytes, entry, budget);
      budget -= content.length;
      return content;
    },
    file(name) {
      const entry = byName.get(name.toLowerCase());
      if (entry === undefined) return null;
      return {
        key: `${entry.checksum} ${entry.size}`,
        open(allowance) {
          if (entry.size > allowance.bytes) throw tooLarge(`${entry.name} declares ${entry.size} bytes`);
          const content = inflate(bytes, entry, entry.size);
          allowance.bytes -= content.length;
          return content;
        },
      };
    },
  };
}
