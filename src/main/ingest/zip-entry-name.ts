import { crc32 } from 'node:zlib';
import iconv from 'iconv-lite';

/** General purpose bit 11 (APPNOTE 4.4.4): the name is UTF-8. */
const UTF8_FLAG = 0x0800;
/** The Info-ZIP Unicode Path extra field (APPNOTE 4.6.9). */
const UNICODE_PATH = 0x7075;
const UNICODE_PATH_HEAD = 5;
/** "Version made by" of Unix and macOS (APPNOTE 4.4.2), which know nothing of the code pages of DOS. */
const UNIX_HOSTS: ReadonlySet<number> = new Set([3, 19]);

type WrittenName = { written: Uint8Array; extra: Uint8Array; flags: number; madeBy: number };

/** The name in UTF-8 that an extra field gives, when it is meant for the one written: tools rename and forget it. */
function unicodePath({ written, extra }: WrittenName): string | null {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  for (let at = 0; at + 4 <= extra.length;) {
    const length = view.getUint16(at + 2, true);
    const end = at + 4 + length;
    if (view.getUint16(at, true) === UNICODE_PATH && length > UNICODE_PATH_HEAD && end <= extra.length)
      return view.getUint32(at + 5, true) === crc32(written)
        ? utf8(extra.subarray(at + 4 + UNICODE_PATH_HEAD, end))
        : null;
    at = end;
  }
  return null;
}

function utf8(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes).toString('utf8');
  return text.includes('\ufffd') ? null : text;
}

/**
 * The name of an entry as whoever packed it saw it. Without a word on its encoding it is UTF-8 when it reads as that
 * (macOS forgets the flag), else of DOS: code page 850 has the letters of 437 that names have, and more of them.
 */
export function zipEntryName(name: WrittenName): string {
  const { written, flags, madeBy } = name;
  if ((flags & UTF8_FLAG) !== 0) return Buffer.from(written).toString('utf8');
  return (
    unicodePath(name) ??
    utf8(written) ??
    iconv.decode(Buffer.from(written), UNIX_HOSTS.has(madeBy) ? 'windows-1252' : 'cp850')
  );
}
