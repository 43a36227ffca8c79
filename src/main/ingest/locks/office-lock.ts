import { createDecipheriv, hash } from 'node:crypto';
import { FoyerError } from '#shared/errors.ts';
import { oleRootNames, openOleFile } from '../ole-file.ts';
import type { OleStorage } from '../ole-file.ts';
import { noteOpened, protectedOtherwise, refusalOf } from './lock.ts';
import type { Lock } from './lock.ts';

/*
 * Word, Excel and PowerPoint files with a password ([MS-OFFCRYPTO] 2.3.4): a package that is encrypted as a whole, in
 * a compound file, in the "agile" way of Office 2010 or the "standard" one of 2007.
 */

const PACKAGE = 'EncryptedPackage';
const INFO = 'EncryptionInfo';
const SIZE_BYTES = 8;
/** Excel gives workbooks whose structure alone is protected this password, and opens them without asking. */
const OPENED_BY_EXCEL = 'VelvetSweatshop';

/** What fills a value that is too short (2.3.4.12). */
const FILLING = 0x36;
const SEGMENT_BYTES = 4_096;
/** The most that is allowed (2.3.4.10). */
const MAX_SPINS = 10_000_000;
const BLOCK_KEYS = {
  verifierInput: Buffer.from('fea7d2763b4b9e79', 'hex'),
  verifierHash: Buffer.from('d7aa0f6d3061344e', 'hex'),
  key: Buffer.from('146e0be7abacd0d6', 'hex'),
} as const;

const STANDARD_SPINS = 50_000;
const SHA1_BYTES = 20;
/** Bits of a key of AES by the algorithm's number; others are RC4, which wrote no packages. */
const AES_BITS: Readonly<Record<number, number | undefined>> = { 0x660e: 128, 0x660f: 192, 0x6610: 256 };

type Package = { info: Buffer; encrypted: Buffer };

const damaged = (what: string): FoyerError =>
  new FoyerError('document.damaged', `Encrypted package: ${what}`);

function digest(algorithm: string, ...parts: readonly Uint8Array[]): Buffer {
  return hash(algorithm, Buffer.concat(parts), 'buffer');
}

function littleEndian(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}

/** Hashes again and again, each time with the number of the round before it. */
function spun(algorithm: string, salt: Uint8Array, password: string, spins: number): Buffer {
  let value = digest(algorithm, salt, Buffer.from(password, 'utf16le'));
  const round = Buffer.alloc(4 + value.length);
  for (let index = 0; index < spins; index += 1) {
    round.writeUInt32LE(index, 0);
    value.copy(round, 4);
    value = hash(algorithm, round, 'buffer');
  }
  return value;
}

function fitted(bytes: Buffer, length: number): Buffer {
  const fit = Buffer.alloc(length, FILLING);
  bytes.copy(fit, 0, 0, length);
  return fit;
}

function decrypted(cipher: string, key: Buffer, vector: Buffer | null, data: Buffer): Buffer {
  const decipher = createDecipheriv(cipher, key, vector).setAutoPadding(false);
  const whole = data.subarray(0, data.length - (data.length % 16));
  return Buffer.concat([decipher.update(whole), decipher.final()]);
}

function sized(plain: Buffer, { encrypted }: Package): Buffer {
  const size = Number(encrypted.readBigUInt64LE(0));
  if (size > plain.length) throw damaged('cut short');
  return plain.subarray(0, size);
}

type Agile = { hash: string; saltBytes: Buffer; keyBytes: number; blockBytes: number; hashBytes: number };

function attributesOf(xml: string, element: string): (name: string) => string {
  const tag = new RegExp(`<(?:\\w+:)?${element}\\s([^>]*)>`, 'u').exec(xml)?.[1] ?? '';
  return name => new RegExp(`(?:^|\\s)${name}="([^"]*)"`, 'u').exec(tag)?.[1] ?? '';
}

const HASHES: Readonly<Record<string, string | undefined>> = {
  SHA1: 'sha1',
  'SHA-1': 'sha1',
  SHA256: 'sha256',
  SHA384: 'sha384',
  SHA512: 'sha512',
};

function agileParameters(of: (name: string) => string): Agile {
  const hashName = HASHES[of('hashAlgorithm')];
  if (of('cipherAlgorithm') !== 'AES' || of('cipherChaining') !== 'ChainingModeCBC' || hashName === undefined)
    throw protectedOtherwise(`${of('cipherAlgorithm')} ${of('cipherChaining')} ${of('hashAlgorithm')}`);
  const [keyBits, blockBytes, hashBytes] = ['keyBits', 'blockSize', 'hashSize'].map(name => Number(of(name)));
  if (![128, 192, 256].includes(keyBits ?? 0) || blockBytes !== 16) throw damaged('no size of a key');
  return {
    hash: hashName,
    saltBytes: Buffer.from(of('saltValue'), 'base64'),
    keyBytes: (keyBits ?? 0) / 8,
    blockBytes,
    hashBytes: hashBytes ?? 0,
  };
}

/** Null when the password is another. */
function agile(file: Package, password: string): Buffer | null {
  const xml = file.info.toString('utf8', SIZE_BYTES);
  const keyOf = attributesOf(xml, 'encryptedKey');
  const whole = agileParameters(attributesOf(xml, 'keyData'));
  const own = agileParameters(keyOf);
  const spins = Number(keyOf('spinCount'));
  if (!Number.isInteger(spins) || spins < 0 || spins > MAX_SPINS) throw damaged('no number of rounds');
  const base = spun(own.hash, own.saltBytes, password, spins);
  const vector = fitted(own.saltBytes, own.blockBytes);
  const unwrap = (name: string, blockKey: Uint8Array): Buffer =>
    decrypted(
      `aes-${own.keyBytes * 8}-cbc`,
      fitted(digest(own.hash, base, blockKey), own.keyBytes),
      vector,
      Buffer.from(keyOf(name), 'base64'),
    );
  const input = unwrap('encryptedVerifierHashInput', BLOCK_KEYS.verifierInput).subarray(
    0,
    own.saltBytes.length,
  );
  const expected = unwrap('encryptedVerifierHashValue', BLOCK_KEYS.verifierHash).subarray(0, own.hashBytes);
  if (expected.length === 0 || !digest(own.hash, input).equals(expected)) return null;
  const key = unwrap('encryptedKeyValue', BLOCK_KEYS.key).subarray(0, whole.keyBytes);
  const parts: Buffer[] = [];
  for (let at = SIZE_BYTES, index = 0; at < file.encrypted.length; at += SEGMENT_BYTES, index += 1) {
    const segmentVector = fitted(digest(whole.hash, whole.saltBytes, littleEndian(index)), whole.blockBytes);
    const segment = file.encrypted.subarray(at, at + SEGMENT_BYTES);
    parts.push(decrypted(`aes-${whole.keyBytes * 8}-cbc`, key, segmentVector, segment));
  }
  return sized(Buffer.concat(parts), file);
}

/** Null when the password is another. */
function standard(file: Package, password: string): Buffer | null {
  const { info } = file;
  const headerStart = 12;
  const verifierStart = headerStart + info.readUInt32LE(8);
  const bits = AES_BITS[info.readUInt32LE(headerStart + 8)];
  if (bits === undefined) throw protectedOtherwise('A package in RC4');
  const saltStart = verifierStart + 4;
  const salt = info.subarray(saltStart, saltStart + 16);
  const base = digest('sha1', spun('sha1', salt, password, STANDARD_SPINS), littleEndian(0));
  const halves = [FILLING, 0x5c].map(filling => {
    const block = Buffer.alloc(64, filling);
    for (const [index, byte] of base.entries()) block[index] = byte ^ filling;
    return digest('sha1', block);
  });
  const key = Buffer.concat(halves).subarray(0, bits / 8);
  const cipher = `aes-${bits}-ecb`;
  const input = decrypted(cipher, key, null, info.subarray(saltStart + 16, saltStart + 32));
  const expected = decrypted(cipher, key, null, info.subarray(saltStart + 36, saltStart + 68));
  if (!digest('sha1', input).equals(expected.subarray(0, SHA1_BYTES))) return null;
  return sized(decrypted(cipher, key, null, file.encrypted.subarray(SIZE_BYTES)), file);
}

function packageOf(root: OleStorage): Package {
  const info = root.stream(INFO);
  const encrypted = root.stream(PACKAGE);
  if (encrypted === null || encrypted.length < SIZE_BYTES) throw damaged('no content');
  if (info === null) throw protectedOtherwise('A package for certain readers');
  if (info.length < SIZE_BYTES + 4) throw damaged('no description');
  return { info, encrypted };
}

function opener({ info }: Package): typeof agile {
  const [major, minor] = [info.readUInt16LE(0), info.readUInt16LE(2)];
  if (major === 4 && minor === 4) return agile;
  if (minor === 2 && major >= 2 && major <= 4) return standard;
  throw protectedOtherwise(`Encryption ${major}.${minor}`);
}

/** Whether a compound file is an encrypted package of Office. */
export function isOfficeLocked(bytes: Buffer): boolean {
  return oleRootNames(bytes).includes(PACKAGE);
}

/**
 * The package in an encrypted file of Office. Throws document.encrypted without a password, .wrong_password,
 * .protected where none would do, .damaged.
 */
export function openOfficeLock(bytes: Buffer, lock: Lock): Buffer {
  const file = packageOf(openOleFile(bytes));
  const open = opener(file);
  const plain = lock.password === null ? null : open(file, lock.password);
  if (plain !== null) {
    noteOpened(lock);
    return plain;
  }
  const unasked = open(file, OPENED_BY_EXCEL);
  if (unasked === null) throw refusalOf(lock, 'The Office file');
  return unasked;
}
