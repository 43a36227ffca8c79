import { createCipheriv, createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';
import { CFB } from '@e965/xlsx';
import { unzipSync, zipSync } from 'fflate';
import PdfKit from 'pdfkit';

/*
 * Files with a password, written from the published formats by code that shares nothing with what reads them. Salts
 * are fixed, so that a file is the same each time.
 */

const salt = (length: number, seed: number): Buffer =>
  Buffer.from(Array.from({ length }, (_, index) => (index * 37 + seed * 101) & 0xff));
const digest = (algorithm: string, ...parts: Uint8Array[]): Buffer =>
  createHash(algorithm).update(Buffer.concat(parts)).digest();
const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const short = (value: number): Buffer => number(value).subarray(0, 2);
const padded = (bytes: Uint8Array, to = 16): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)]);
const encrypt = (cipher: string, key: Buffer, vector: Buffer | null, data: Uint8Array): Buffer => {
  const made = createCipheriv(cipher, key, vector).setAutoPadding(false);
  return Buffer.concat([made.update(data), made.final()]);
};

/** @param version 1.4 is RC4 of 128 bits, 1.7 AES of 128, `1.7ext3` AES of 256 */
export async function lockedPdf(
  lines: readonly string[],
  password: string,
  version: '1.4' | '1.7' | '1.7ext3' = '1.7',
): Promise<Buffer> {
  const pdf = new PdfKit({ userPassword: password, ownerPassword: 'owner', pdfVersion: version });
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise(resolve => pdf.on('end', resolve));
  for (const line of lines) pdf.text(line);
  pdf.end();
  await ended;
  return Buffer.concat(parts);
}

type ZipLock = { name: string; content: string | Uint8Array; password: string | null };
export type ZipLockWay = 'classic' | 'aes128' | 'aes256' | 'aes256v1';

/** APPNOTE 6.1: three keys, each byte of the text changes them. */
function classicEncrypted(data: Buffer, password: Uint8Array, check: number): Buffer {
  const table = Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
    return value >>> 0;
  });
  const step = (crc: number, byte: number): number => ((table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)) >>> 0;
  const keys = [0x1234_5678, 0x2345_6789, 0x3456_7890] as [number, number, number];
  const update = (byte: number): void => {
    keys[0] = step(keys[0], byte);
    keys[1] = Number((BigInt(keys[1] + (keys[0] & 0xff)) * 134_775_813n + 1n) & 0xffff_ffffn);
    keys[2] = step(keys[2], keys[1] >>> 24);
  };
  for (const byte of password) update(byte);
  const plain = Buffer.concat([salt(11, 3), Buffer.from([check]), data]);
  return Buffer.from(
    plain.map(byte => {
      const word = (keys[2] | 2) & 0xffff;
      const stream = ((word * (word ^ 1)) >>> 8) & 0xff;
      update(byte);
      return byte ^ stream;
    }),
  );
}

/** WinZip's AE-1 and AE-2. */
function aesEncrypted(data: Buffer, password: string, keyBytes: number): Buffer {
  const seed = salt(keyBytes / 2, 5);
  const made = pbkdf2Sync(password, seed, 1_000, keyBytes * 2 + 2, 'sha1');
  const blocks: Buffer[] = [];
  for (let index = 0; index * 16 < data.length; index += 1) {
    const counter = Buffer.concat([number(index + 1), Buffer.alloc(12)]);
    const stream = encrypt(`aes-${keyBytes * 8}-ecb`, made.subarray(0, keyBytes), null, counter);
    blocks.push(
      Buffer.from(data.subarray(index * 16, index * 16 + 16).map((byte, at) => byte ^ (stream[at] ?? 0))),
    );
  }
  const body = Buffer.concat(blocks);
  const signature = createHmac('sha1', made.subarray(keyBytes, keyBytes * 2))
    .update(body)
    .digest();
  return Buffer.concat([seed, made.subarray(keyBytes * 2), body, signature.subarray(0, 10)]);
}

/** A ZIP archive whose files have a password each, or none. @param encoding of a password in the classic way */
export function lockedZip(
  files: readonly ZipLock[],
  way: ZipLockWay = 'classic',
  encoding: 'utf8' | 'latin1' = 'utf8',
): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, password } of files) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const isAes = password !== null && way !== 'classic';
    const keyBytes = way === 'aes128' ? 16 : 32;
    const version = way === 'aes256v1' ? 1 : 2;
    const checksum = crc32(bytes);
    const body =
      password === null
        ? packed
        : isAes
          ? aesEncrypted(packed, password, keyBytes)
          : classicEncrypted(packed, Buffer.from(password, encoding), checksum >>> 24);
    const extra = isAes
      ? Buffer.concat([
          short(0x9901),
          short(7),
          short(version),
          Buffer.from('AE'),
          Buffer.from([keyBytes / 8 - 1]),
          short(8),
        ])
      : Buffer.alloc(0);
    const shared = Buffer.concat([
      short(51),
      short(password === null ? 0 : 1),
      short(isAes ? 99 : 8),
      Buffer.alloc(4),
      number(isAes && version === 2 ? 0 : checksum),
      number(body.length),
      number(bytes.length),
      short(Buffer.byteLength(name)),
      short(extra.length),
    ]);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, Buffer.from(name), extra, body]);
    directory.push(
      Buffer.concat([
        Buffer.from('PK\u0001\u0002'),
        short(51),
        shared,
        Buffer.alloc(10),
        number(offset),
        Buffer.from(name),
        extra,
      ]),
    );
    bodies.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  return Buffer.concat([
    ...bodies,
    listed,
    Buffer.from('PK\u0005\u0006'),
    Buffer.alloc(4),
    short(files.length),
    short(files.length),
    number(listed.length),
    number(offset),
    Buffer.alloc(2),
  ]);
}

function compound(streams: Record<string, Uint8Array>): Buffer {
  const container = CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) CFB.utils.cfb_add(container, name, content);
  return Buffer.from(CFB.write(container, { type: 'buffer' }));
}

const packageSize = (bytes: Uint8Array): Buffer => Buffer.concat([number(bytes.length), number(0)]);

/** [MS-OFFCRYPTO] 2.3.4.10: as Office 2010 and later write it. @param spins how often the password is hashed */
export function agileOffice(bytes: Uint8Array, password: string, spins = 1_000): Buffer {
  const own = salt(16, 7);
  const whole = salt(16, 11);
  const key = salt(32, 13);
  const input = salt(16, 17);
  let spun = digest('sha512', own, Buffer.from(password, 'utf16le'));
  for (let index = 0; index < spins; index += 1) spun = digest('sha512', number(index), spun);
  const wrapped = (blockKey: string, data: Uint8Array): string =>
    encrypt(
      'aes-256-cbc',
      digest('sha512', spun, Buffer.from(blockKey, 'hex')).subarray(0, 32),
      own,
      padded(data),
    ).toString('base64');
  const segments: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 4_096) {
    const vector = digest('sha512', whole, number(at / 4_096)).subarray(0, 16);
    segments.push(encrypt('aes-256-cbc', key, vector, padded(bytes.subarray(at, at + 4_096))));
  }
  const how =
    'saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512"';
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><keyData ${how} saltValue="${whole.toString('base64')}"/><dataIntegrity encryptedHmacKey="" encryptedHmacValue=""/><keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><p:encryptedKey spinCount="${spins}" ${how} saltValue="${own.toString('base64')}" encryptedVerifierHashInput="${wrapped('fea7d2763b4b9e79', input)}" encryptedVerifierHashValue="${wrapped('d7aa0f6d3061344e', digest('sha512', input))}" encryptedKeyValue="${wrapped('146e0be7abacd0d6', key)}"/></keyEncryptor></keyEncryptors></encryption>`;
  return compound({
    EncryptionInfo: Buffer.concat([short(4), short(4), number(0x40), Buffer.from(xml)]),
    EncryptedPackage: Buffer.concat([packageSize(bytes), ...segments]),
  });
}

/** [MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9: as Office 2007 writes it. */
export function standardOffice(bytes: Uint8Array, password: string): Buffer {
  const own = salt(16, 19);
  let spun = digest('sha1', own, Buffer.from(password, 'utf16le'));
  for (let index = 0; index < 50_000; index += 1) spun = digest('sha1', number(index), spun);
  const last = digest('sha1', spun, number(0));
  const half = (filling: number): Buffer =>
    digest('sha1', Buffer.from(Array.from({ length: 64 }, (_, index) => filling ^ (last[index] ?? 0))));
  const key = Buffer.concat([half(0x36), half(0x5c)]).subarray(0, 16);
  const input = salt(16, 23);
  const header = Buffer.concat([
    number(0x24),
    number(0),
    number(0x660e),
    number(0x8004),
    number(128),
    number(0x18),
    number(0),
    number(0),
    Buffer.from('Microsoft Enhanced RSA and AES Cryptographic Provider\u0000', 'utf16le'),
  ]);
  return compound({
    EncryptionInfo: Buffer.concat([
      short(3),
      short(2),
      number(0x24),
      number(header.length),
      header,
      number(16),
      own,
      encrypt('aes-128-ecb', key, null, input),
      number(20),
      encrypt('aes-128-ecb', key, null, padded(digest('sha1', input), 32)),
    ]),
    EncryptedPackage: Buffer.concat([packageSize(bytes), encrypt('aes-128-ecb', key, null, padded(bytes))]),
  });
}

function rc4(key: Uint8Array, data: Uint8Array): Buffer {
  const state = Array.from({ length: 256 }, (_, index) => index);
  const at = (index: number): number => state[index & 0xff] ?? 0;
  let other = 0;
  for (let index = 0; index < 256; index += 1) {
    other = (other + at(index) + (key[index % key.length] ?? 0)) & 0xff;
    [state[index], state[other]] = [at(other), at(index)];
  }
  let first = 0;
  other = 0;
  return Buffer.from(
    data.map(byte => {
      first = (first + 1) & 0xff;
      other = (other + at(first)) & 0xff;
      [state[first], state[other]] = [at(other), at(first)];
      return byte ^ at(at(first) + at(other));
    }),
  );
}

/** [MS-XLS] 2.2.10: the stream of a workbook of Excel 97 to 2003. @param way with 40 bits, or with CryptoAPI */
export function lockedOldWorkbook(workbook: Uint8Array, password: string, way: 'short' | 'long'): Buffer {
  const container = CFB.read(workbook, { type: 'buffer' });
  const entry = CFB.find(container, 'Workbook');
  if (entry === null) throw new Error('No workbook');
  const plain = Buffer.from(entry.content);
  const own = salt(16, 29);
  const input = salt(16, 31);
  const secret = Buffer.from(password, 'utf16le');
  const five = digest('md5', secret).subarray(0, 5);
  const keyOf = (block: number): Buffer =>
    way === 'short'
      ? digest(
          'md5',
          digest('md5', ...Array.from({ length: 16 }, () => Buffer.concat([five, own]))).subarray(0, 5),
          number(block),
        )
      : digest('sha1', digest('sha1', own, secret), number(block)).subarray(0, 16);
  const verifier = rc4(keyOf(0), Buffer.concat([input, digest(way === 'short' ? 'md5' : 'sha1', input)]));
  const provider = Buffer.from('Microsoft Enhanced Cryptographic Provider v1.0\u0000', 'utf16le');
  const header = Buffer.concat([
    number(4),
    number(0),
    number(0x6801),
    number(0x8004),
    number(128),
    number(1),
    number(0),
    number(0),
    provider,
  ]);
  const pass =
    way === 'short'
      ? Buffer.concat([short(1), short(1), short(1), own, verifier])
      : Buffer.concat([
          short(1),
          short(2),
          short(2),
          number(4),
          number(header.length),
          header,
          number(16),
          own,
          verifier.subarray(0, 16),
          number(20),
          verifier.subarray(16),
        ]);
  const record = Buffer.concat([short(0x2f), short(pass.length), pass]);
  const begin = 4 + plain.readUInt16LE(2);
  const stream = Buffer.concat([plain.subarray(0, begin), record, plain.subarray(begin)]);
  // Sheets moved by as much as the record is long.
  const keyStream = Buffer.concat(
    Array.from({ length: Math.ceil(stream.length / 1_024) }, (_, block) =>
      rc4(keyOf(block), Buffer.alloc(1_024)),
    ),
  );
  for (let at = 0; at + 4 <= stream.length;) {
    const type = stream.readUInt16LE(at);
    const end = at + 4 + stream.readUInt16LE(at + 2);
    let from = at + 4;
    if (type === 0x85) {
      stream.writeUInt32LE(stream.readUInt32LE(from) + record.length, from);
      from += 4;
    }
    if (![0x809, 0x2f, 0xe1].includes(type))
      for (let index = from; index < end; index += 1)
        stream[index] = (stream[index] ?? 0) ^ (keyStream[index] ?? 0);
    at = end;
  }
  entry.content = stream;
  entry.size = stream.length;
  return Buffer.from(CFB.write(container, { type: 'buffer' }));
}

/** OpenDocument 1.2 part 3: each part but the manifest and the type is encrypted, as LibreOffice does by itself. */
export function lockedOpenDocument(file: Uint8Array, password: string): Buffer {
  const open = new Set(['mimetype', 'META-INF/manifest.xml']);
  const start = digest('sha256', Buffer.from(password));
  const listed: string[] = [];
  const parts = Object.entries(unzipSync(file)).map(([name, content], index) => {
    if (open.has(name)) return [name, content] as const;
    const packed = deflateRawSync(content);
    const [own, vector] = [salt(16, 40 + index), salt(16, 60 + index)] as const;
    const key = pbkdf2Sync(start, own, 2_000, 32, 'sha1');
    const missing = 16 - (packed.length % 16);
    const whole = Buffer.concat([packed, salt(missing - 1, 1), Buffer.from([missing])]);
    const checksum = digest('sha256', packed.subarray(0, 1_024)).toString('base64');
    listed.push(
      `<manifest:file-entry manifest:full-path="${name}" manifest:media-type="text/xml" manifest:size="${content.length}"><manifest:encryption-data manifest:checksum-type="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k" manifest:checksum="${checksum}"><manifest:algorithm manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" manifest:initialisation-vector="${vector.toString('base64')}"/><manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256" manifest:key-size="32"/><manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:key-size="32" manifest:iteration-count="2000" manifest:salt="${own.toString('base64')}"/></manifest:encryption-data></manifest:file-entry>`,
    );
    return [name, encrypt('aes-256-cbc', key, vector, whole)] as const;
  });
  return Buffer.from(
    zipSync(
      {
        ...Object.fromEntries(parts),
        'META-INF/manifest.xml': Buffer.from(
          `<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">${listed.join('')}</manifest:manifest>`,
        ),
      },
      { level: 0 },
    ),
  );
}
