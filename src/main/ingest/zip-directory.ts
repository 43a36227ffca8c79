import { FoyerError } from '#shared/errors.ts';
import { zipEntryName } from './zip-entry-name.ts';

export type ZipEntry = {
  name: string;
  /** 0 stored, 8 deflated. */
  method: number;
  /** Of the content once inflated (CRC-32). */
  checksum: number;
  isEncrypted: boolean;
  compressedSize: number;
  /** As declared; only inflating tells whether it is true. */
  size: number;
  /** Where the local header starts. */
  offset: number;
};

const END_SIGNATURE = 0x0605_4b50;
const ENTRY_SIGNATURE = 0x0201_4b50;
const LOCAL_SIGNATURE = 0x0403_4b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LOCAL_LENGTH = 30;
const MAX_COMMENT = 0xffff;

/**
 * The central directory of a zip archive (APPNOTE 4.3.12), or null when there is none: a file cut short. Zip64
 * archives are refused: no document of a size Foyer accepts needs them.
 */
export function readZipDirectory(bytes: Uint8Array): ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - END_LENGTH;
  const lowest = Math.max(0, end - MAX_COMMENT);
  while (end >= lowest && view.getUint32(end, true) !== END_SIGNATURE) end -= 1;
  if (end < lowest) return null;
  const count = view.getUint16(end + 10, true);
  let position = view.getUint32(end + 16, true);
  if (position === 0xffff_ffff) throw new FoyerError('document.too_large', 'Zip64 archive');
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (position + ENTRY_LENGTH > bytes.length || view.getUint32(position, true) !== ENTRY_SIGNATURE)
      return null;
    const nameLength = view.getUint16(position + 28, true);
    const extraLength = view.getUint16(position + 30, true);
    const nameStart = position + ENTRY_LENGTH;
    entries.push({
      name: zipEntryName({
        written: bytes.subarray(nameStart, nameStart + nameLength),
        extra: bytes.subarray(nameStart + nameLength, nameStart + nameLength + extraLength),
        flags: view.getUint16(position + 8, true),
        madeBy: view.getUint8(position + 5),
      }),
      method: view.getUint16(position + 10, true),
      checksum: view.getUint32(position + 16, true),
      isEncrypted: (view.getUint16(position + 8, true) & 1) === 1,
      compressedSize: view.getUint32(position + 20, true),
      size: view.getUint32(position + 24, true),
      offset: view.getUint32(position + 42, true),
    });
    position = nameStart + nameLength + extraLength + view.getUint16(position + 32, true);
  }
  return entries;
}

/** Whether two entries share bytes, or their sizes say so: made to inflate the same bytes again and again. */
export function doOverlap(entries: readonly ZipEntry[]): boolean {
  const inOrder = entries.toSorted((one, other) => one.offset - other.offset);
  return inOrder.some(({ offset, compressedSize }, index) => {
    const next = inOrder[index + 1];
    return next !== undefined && offset + LOCAL_LENGTH + compressedSize > next.offset;
  });
}

/** The bytes of an entry as they lie in the archive, still compressed. Throws document.damaged outside the file. */
export function compressedBytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.offset + LOCAL_LENGTH > bytes.length || view.getUint32(entry.offset, true) !== LOCAL_SIGNATURE) {
    throw new FoyerError('document.damaged', `No local header for ${entry.name}`);
  }
  const start =
    entry.offset +
    LOCAL_LENGTH +
    view.getUint16(entry.offset + 26, true) +
    view.getUint16(entry.offset + 28, true);
  const end = start + entry.compressedSize;
  if (end > bytes.length) throw new FoyerError('document.damaged', `${entry.name} is cut short`);
  return bytes.subarray(start, end);
}
