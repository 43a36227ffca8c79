import { FoyerError } from '#shared/errors.ts';
import { zipEntryName } from './zip-entry-name.ts';

export type ZipEntry = {
  name: string;
  /** 0 stored, 8 deflated. */
  method: number;
  /** Of the content once inflated (CRC-32). */
  checksum: number;
  isEncrypted: boolean;
  /** In the "strong" way of PKWARE, whose keys are those of certificates. */
  isForCertificates: boolean;
  /** Of what is encrypted in the classic way: the last byte before its content, once decrypted, when the password is right. */
  checkByte: number;
  /** Of what is encrypted with AES: 1 to 3 for 128, 192 or 256 bits. The second version keeps no checksum. */
  aes: { strength: number; version: number } | null;
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
/** The method of what is encrypted with AES, and the field that says how, and what its real method is. */
const AES_METHOD = 99;
const AES_FIELD = 0x9901;
const AES_FIELD_LENGTH = 7;
/** In the flags: encrypted, its sizes and checksum follow its content, encrypted for certificates. */
const IS_ENCRYPTED = 1;
const IS_DESCRIBED_AFTER = 8;
const IS_FOR_CERTIFICATES = 64;

type AesField = { version: number; strength: number; method: number };

/** What an entry says of its encryption with AES (WinZip, "AE-x"); null where it says nothing, or nothing known. */
function readAesField(extra: DataView): AesField | null {
  for (let at = 0; at + 4 <= extra.byteLength;) {
    const length = extra.getUint16(at + 2, true);
    const start = at + 4;
    if (
      extra.getUint16(at, true) === AES_FIELD &&
      length >= AES_FIELD_LENGTH &&
      start + length <= extra.byteLength
    ) {
      const strength = extra.getUint8(start + 4);
      if (strength < 1 || strength > 3) return null;
      return { version: extra.getUint16(start, true), strength, method: extra.getUint16(start + 5, true) };
    }
    at = start + length;
  }
  return null;
}

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
    const extra = bytes.subarray(nameStart + nameLength, nameStart + nameLength + extraLength);
    const flags = view.getUint16(position + 8, true);
    const checksum = view.getUint32(position + 16, true);
    const method = view.getUint16(position + 10, true);
    const field =
      method === AES_METHOD
        ? readAesField(new DataView(extra.buffer, extra.byteOffset, extra.byteLength))
        : null;
    entries.push({
      name: zipEntryName({
        written: bytes.subarray(nameStart, nameStart + nameLength),
        extra,
        flags,
        madeBy: view.getUint8(position + 5),
      }),
      method: field?.method ?? method,
      checksum,
      isEncrypted: (flags & IS_ENCRYPTED) !== 0,
      isForCertificates: (flags & IS_FOR_CERTIFICATES) !== 0,
      // The checksum is not known yet where it follows the content: then it is the time.
      checkByte:
        (flags & IS_DESCRIBED_AFTER) === 0 ? checksum >>> 24 : view.getUint16(position + 12, true) >>> 8,
      aes: field && { strength: field.strength, version: field.version },
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
