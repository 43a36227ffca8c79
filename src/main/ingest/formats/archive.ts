import { crc32 } from 'node:zlib';
import { FoyerError } from '#shared/errors.ts';
import { cleanLine } from '../clean-text.ts';
import { createDocumentBuilder } from '../document-builder.ts';
import { BOMB_FLOOR_BYTES, MAX_INFLATION_RATIO } from '../limits.ts';
import type { ExtractedDocument } from '../ports.ts';
import { doOverlap, readZipDirectory } from '../zip-directory.ts';
import type { ZipEntry } from '../zip-directory.ts';
import type { Allowance, Enclosing } from './enclosed-files.ts';
import { inflate } from './office-package.ts';

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

/** The bytes of an entry, whole as they were packed. */
function contentOf(archive: Buffer, entry: ZipEntry, allowance: Allowance): Uint8Array {
  if (entry.isEncrypted) throw new FoyerError('document.encrypted', `${entry.name} is encrypted`);
  if (!READ_METHODS.has(entry.method)) {
    const found = `compression method ${entry.method}`;
    throw new FoyerError('document.unsupported', `${entry.name}: ${found}`, { details: { found } });
  }
  const most = Math.max(BOMB_FLOOR_BYTES, entry.compressedSize * MAX_INFLATION_RATIO);
  if (entry.size > Math.min(most, allowance.bytes))
    throw new FoyerError('document.too_large', `${entry.name} declares ${entry.size} bytes`);
  allowance.bytes -= entry.size;
  // What holds more than it declares is no whole file: nothing beyond it is inflated.
  const content = inflate(archive, entry, entry.size);
  if (content.length !== entry.size || crc32(content) !== entry.checksum)
    throw new FoyerError('document.damaged', `${entry.name} is not what was packed`);
  return content;
}

/**
 * Reads the files of a ZIP archive one after the other, each under its name. Nothing is written anywhere. What cannot
 * be read is told; the archive is refused only when that is all of it.
 */
export async function extractArchive(
  bytes: Buffer,
  enclosing: Enclosing,
  onProgress: (done: number, total: number) => void,
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
      open: allowance => contentOf(bytes, entry, allowance),
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
