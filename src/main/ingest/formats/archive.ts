import { crc32 } from 'node:zlib';
import { FoyerError, isFoyerError } from '#shared/errors.ts';
import { cleanLine } from '../clean-text.ts';
import { createDocumentBuilder } from '../document-builder.ts';
import { BOMB_FLOOR_BYTES } from '../limits.ts';
import { noteOpened, protectedOtherwise, refusalOf } from '../locks/lock.ts';
import type { Lock } from '../locks/lock.ts';
import { decryptedEntry, passwordBytes } from '../locks/zip-lock.ts';
import type { ExtractedDocument } from '../ports.ts';
import { compressedBytes, doOverlap, readZipDirectory } from '../zip-directory.ts';
import type { ZipEntry } from '../zip-directory.ts';
import type { Allowance, Enclosing } from './enclosed-files.ts';
import { inflatePart } from './office-package.ts';

/** What systems add to archives on their own: resource forks, folder views, thumbnails. */
const JUNK = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|\._[^/]*$|Thumbs\.db$|desktop\.ini$)/iu;
const READ_METHODS: ReadonlySet<number> = new Set([0, 8]);

/** Backslashes are what old Windows programs wrote; steps up and to the root lead nowhere here. */
function shownName({ name }: ZipEntry): string {
  return cleanLine(
    name
      .replaceAll('\\', '/')
      .split('/')
      .filter(step => !/^(?:\.{0,2}|[A-Za-z]:)$/u.test(step))
      .join('/'),
  );
}

/** What an entry holds, still compressed, by each way to write the password that fits it; there may be several. */
function* decryptedWays(compressed: Uint8Array, entry: ZipEntry, lock: Lock): Generator<Uint8Array> {
  for (const password of lock.password === null ? [] : passwordBytes(lock.password)) {
    const plain = decryptedEntry(compressed, entry, password);
    if (plain !== null) yield plain;
  }
}

function inflated(compressed: Uint8Array, entry: ZipEntry): Uint8Array {
  // What holds more than it declares is no whole file: nothing beyond it is inflated.
  const content = inflatePart(compressed, entry, entry.size);
  const isChecked = entry.aes === null || entry.aes.version === 1;
  if (content.length !== entry.size || (isChecked && crc32(content) !== entry.checksum))
    throw new FoyerError('document.damaged', `${entry.name} is not what was packed`);
  return content;
}

/** One wrong password in 256 seems to fit the classic way, until what it makes is no file. */
function isMisread(error: unknown, { aes }: ZipEntry): boolean {
  return (
    aes === null && isFoyerError(error) && ['document.damaged', 'document.too_large'].includes(error.code)
  );
}

function unlocked(compressed: Uint8Array, entry: ZipEntry, lock: Lock): Uint8Array {
  for (const plain of decryptedWays(compressed, entry, lock)) {
    try {
      const content = inflated(plain, entry);
      noteOpened(lock);
      return content;
    } catch (error) {
      if (!isMisread(error, entry)) throw error;
    }
  }
  throw refusalOf(lock, entry.name);
}

/** The bytes of an entry, whole as they were packed. */
function contentOf(archive: Buffer, entry: ZipEntry, allowance: Allowance, lock: Lock): Uint8Array {
  if (entry.isForCertificates) throw protectedOtherwise(`${entry.name} is encrypted for certificates`);
  if (entry.isEncrypted && lock.password === null) throw refusalOf(lock, entry.name);
  if (!READ_METHODS.has(entry.method)) {
    const found = `compression method ${entry.method}`;
    throw new FoyerError('document.unsupported', `${entry.name}: ${found}`, { details: { found } });
  }
  const most = Math.max(BOMB_FLOOR_BYTES, entry.compressedSize * allowance.inflation);
  if (entry.size > Math.min(most, allowance.bytes))
    throw new FoyerError('document.too_large', `${entry.name} declares ${entry.size} bytes`);
  allowance.bytes -= entry.size;
  const compressed = compressedBytes(archive, entry);
  return entry.isEncrypted ? unlocked(compressed, entry, lock) : inflated(compressed, entry);
}

/**
 * Reads the files of a ZIP archive one after the other, each under its name. Nothing is written anywhere. What cannot
 * be read is told; the archive is refused only when that is all of it.
 */
export async function extractArchive(
  bytes: Buffer,
  enclosing: Enclosing,
  onProgress: (done: number, total: number) => void,
  lock: Lock,
): Promise<ExtractedDocument> {
  const entries = (readZipDirectory(bytes) ?? []).filter(
    ({ name }) => !/[/\\]$/u.test(name) && !JUNK.test(name.replaceAll('\\', '/')),
  );
  if (entries.length === 0) throw new FoyerError('document.empty', 'The archive holds no file');
  if (doOverlap(entries))
    throw new FoyerError('document.too_large', 'Files of the archive lie over each other');
  const builder = createDocumentBuilder();
  const files = enclosing.within(builder);
  let done = 0;
  for (const entry of entries) {
    await files.add({
      name: shownName(entry),
      level: 1,
      open: allowance => contentOf(bytes, entry, allowance, lock),
    });
    done += entry.compressedSize;
    onProgress(Math.min(done, bytes.length), bytes.length);
  }
  const refusal = files.refusal();
  if (refusal !== null) throw refusal;
  files.tell();
  // What its first file is called is no name for all of them.
  return { ...builder.build(null), heading: null };
}
