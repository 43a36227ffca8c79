import { createCipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import iconv from 'iconv-lite';
import { FoyerError } from '#shared/errors.ts';
import type { ZipEntry } from '../zip-directory.ts';

/*
 * The two ways in which programs encrypt files of a ZIP archive: the one of PKZIP (APPNOTE 6.1) and that of WinZip
 * with AES (https://www.winzip.com/en/support/aes-encryption/).
 */

const CLASSIC_HEADER = 12;
const AES_CHECK_BYTES = 2;
const AES_SIGNATURE_BYTES = 10;
const AES_ITERATIONS = 1_000;
const BLOCK = 16;
/** Blocks of which the key stream is made at once. */
const BLOCKS_AT_ONCE = 4_096;

/** The bytes that programs make of a password: in UTF-8, and in the code pages of older ones. */
export function passwordBytes(password: string): Buffer[] {
  const ways = ['utf8', 'win1252', 'cp850'].map(encoding => iconv.encode(password, encoding));
  return ways.filter((bytes, index) => ways.findIndex(other => other.equals(bytes)) === index);
}

/** CRC-32 of one more byte, as PKZIP counts it: zlib begins and ends with the complement. */
function crcStep(crc: number, byte: number): number {
  return ~crc32(Uint8Array.of(byte), ~crc >>> 0) >>> 0;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => crcStep(byte, 0));

function classic(compressed: Uint8Array, { checkByte }: ZipEntry, password: Uint8Array): Uint8Array | null {
  let first = 0x1234_5678;
  let second = 0x2345_6789;
  let third = 0x3456_7890;
  const update = (byte: number): void => {
    first = (CRC_TABLE[(first ^ byte) & 0xff] ?? 0) ^ (first >>> 8);
    second = (Math.imul(second + (first & 0xff), 134_775_813) + 1) | 0;
    third = (CRC_TABLE[(third ^ (second >>> 24)) & 0xff] ?? 0) ^ (third >>> 8);
  };
  for (const byte of password) update(byte);
  const plain = new Uint8Array(compressed.length);
  for (let at = 0; at < compressed.length; at += 1) {
    const word = (third | 2) & 0xffff;
    const byte = (compressed[at] ?? 0) ^ ((Math.imul(word, word ^ 1) >>> 8) & 0xff);
    plain[at] = byte;
    update(byte);
    if (at === CLASSIC_HEADER - 1 && byte !== checkByte) return null;
  }
  return plain.subarray(CLASSIC_HEADER);
}

/** AES in counter mode whose counter begins at 1 and has its lowest byte first, which OpenSSL does not do. */
function withKeyStream(data: Uint8Array, key: Uint8Array): Uint8Array {
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
  const plain = Buffer.from(data);
  for (let block = 0; block * BLOCK < data.length; block += BLOCKS_AT_ONCE) {
    const counters = Buffer.alloc(Math.min(BLOCKS_AT_ONCE, Math.ceil(data.length / BLOCK) - block) * BLOCK);
    for (let index = 0; index * BLOCK < counters.length; index += 1)
      counters.writeUInt32LE(block + index + 1, index * BLOCK);
    const stream = cipher.update(counters);
    const start = block * BLOCK;
    for (let at = 0; at < stream.length && start + at < plain.length; at += 1)
      plain[start + at] = (plain[start + at] ?? 0) ^ (stream[at] ?? 0);
  }
  return plain;
}

function aes(
  compressed: Uint8Array,
  { strength, name }: { strength: number; name: string },
  password: Uint8Array,
): Uint8Array | null {
  const keyBytes = 8 + 8 * strength;
  const saltBytes = keyBytes / 2;
  const bodyStart = saltBytes + AES_CHECK_BYTES;
  const bodyEnd = compressed.length - AES_SIGNATURE_BYTES;
  if (bodyEnd < bodyStart) throw new FoyerError('document.damaged', `${name} is cut short`);
  const salt = compressed.subarray(0, saltBytes);
  const keys = pbkdf2Sync(password, salt, AES_ITERATIONS, 2 * keyBytes + AES_CHECK_BYTES, 'sha1');
  if (!timingSafeEqual(keys.subarray(2 * keyBytes), compressed.subarray(saltBytes, bodyStart))) return null;
  const body = compressed.subarray(bodyStart, bodyEnd);
  const signature = createHmac('sha1', keys.subarray(keyBytes, 2 * keyBytes))
    .update(body)
    .digest();
  // The two bytes that were compared are right for one password in 65,536 that is not: this one is surer.
  if (!timingSafeEqual(signature.subarray(0, AES_SIGNATURE_BYTES), compressed.subarray(bodyEnd))) return null;
  return withKeyStream(body, keys.subarray(0, keyBytes));
}

/** What an encrypted entry holds, still compressed; null when the password is another. Throws document.damaged. */
export function decryptedEntry(
  compressed: Uint8Array,
  entry: ZipEntry,
  password: Uint8Array,
): Uint8Array | null {
  if (entry.aes !== null) return aes(compressed, { ...entry.aes, name: entry.name }, password);
  if (compressed.length < CLASSIC_HEADER)
    throw new FoyerError('document.damaged', `${entry.name} is cut short`);
  return classic(compressed, entry, password);
}
