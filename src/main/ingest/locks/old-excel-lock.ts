import { hash } from 'node:crypto';
import { CFB } from '@e965/xlsx';
import { FoyerError } from '#shared/errors.ts';
import { openOleFile } from '../ole-file.ts';
import { noteOpened, protectedOtherwise, refusalOf } from './lock.ts';
import type { Lock } from './lock.ts';

/*
 * Workbooks of Excel 97 to 2003 with a password ([MS-XLS] 2.2.10, [MS-OFFCRYPTO] 2.3.5 and 2.3.6): the content of
 * records is encrypted in RC4, with another key for each kilobyte of the stream.
 */

const STREAM = 'Workbook';
const RECORD_HEAD = 4;
const BEGIN = 0x0809;
const FILE_PASS = 0x002f;
/** Records that stay as they are, so that programs find their way without the password. */
const OPEN_RECORDS: ReadonlySet<number> = new Set([BEGIN, FILE_PASS, 0x0194, 0x0195, 0x00e1, 0x0196, 0x0138]);
/** The place of a sheet in the stream, with which this record begins, stays as well. */
const SHEET = 0x0085;
const SHEET_OPEN_BYTES = 4;
/** Takes the place of the record that says how the stream is encrypted: "this record is not used". */
const UNUSED = 0x005e;
const BLOCK_BYTES = 1_024;
/** Excel opens workbooks with this password without asking. */
const OPENED_BY_EXCEL = 'VelvetSweatshop';

type KeyOf = (block: number) => Buffer;

/** RC4, which OpenSSL gives no more. */
function createStream(key: Uint8Array): () => number {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  const swap = (one: number, other: number): void => {
    const kept = state[one] ?? 0;
    state[one] = state[other] ?? 0;
    state[other] = kept;
  };
  for (let index = 0, other = 0; index < 256; index += 1) {
    other = (other + (state[index] ?? 0) + (key[index % key.length] ?? 0)) & 0xff;
    swap(index, other);
  }
  let index = 0;
  let other = 0;
  return () => {
    index = (index + 1) & 0xff;
    other = (other + (state[index] ?? 0)) & 0xff;
    swap(index, other);
    return state[((state[index] ?? 0) + (state[other] ?? 0)) & 0xff] ?? 0;
  };
}

function withStream(data: Uint8Array, key: Uint8Array): Buffer {
  const next = createStream(key);
  return Buffer.from(data.map(byte => byte ^ next()));
}

function littleEndian(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}

const digest = (algorithm: 'md5' | 'sha1', ...parts: readonly Uint8Array[]): Buffer =>
  hash(algorithm, Buffer.concat(parts), 'buffer');

/** The keys of RC4 with 40 bits (2.3.6.2). */
function shortKeys(salt: Uint8Array, password: string): KeyOf {
  const truncated = digest('md5', Buffer.from(password, 'utf16le')).subarray(0, 5);
  const rounds = Array.from({ length: 16 }, () => [truncated, salt]).flat();
  const base = digest('md5', ...rounds).subarray(0, 5);
  return block => digest('md5', base, littleEndian(block));
}

/** The keys of RC4 by CryptoAPI (2.3.5.2). */
function longKeys(salt: Uint8Array, password: string, bits: number): KeyOf {
  const base = digest('sha1', salt, Buffer.from(password, 'utf16le'));
  return block => {
    const key = digest('sha1', base, littleEndian(block)).subarray(0, bits / 8);
    return bits === 40 ? Buffer.concat([key, Buffer.alloc(11)]) : key;
  };
}

type Way = {
  keysFor: (password: string) => KeyOf;
  verifier: Buffer;
  verifierHash: Buffer;
  algorithm: 'md5' | 'sha1';
};

/** How a stream is encrypted, by its record. Throws document.protected for what no program has written since 1995. */
function wayOf(record: Buffer): Way {
  if (record.length < 6 || record.readUInt16LE(0) !== 1)
    throw protectedOtherwise('A workbook mixed up with XOR');
  const [major, minor] = [record.readUInt16LE(2), record.readUInt16LE(4)];
  if (major === 1 && minor === 1) {
    const salt = record.subarray(6, 22);
    return {
      keysFor: password => shortKeys(salt, password),
      verifier: record.subarray(22, 38),
      verifierHash: record.subarray(38, 54),
      algorithm: 'md5',
    };
  }
  if (minor !== 2 || major < 2 || major > 4 || record.length < 40)
    throw protectedOtherwise(`Encryption ${major}.${minor}`);
  const bits = record.readUInt32LE(14 + 16) || 40;
  const start = 14 + record.readUInt32LE(10) + 4;
  const salt = record.subarray(start, start + 16);
  return {
    keysFor: password => longKeys(salt, password, bits),
    verifier: record.subarray(start + 16, start + 32),
    verifierHash: record.subarray(start + 36, start + 56),
    algorithm: 'sha1',
  };
}

/** The keys of a password; null when it is another one that opens the stream. */
function keysOf({ keysFor, verifier, verifierHash, algorithm }: Way, password: string): KeyOf | null {
  const keyOf = keysFor(password);
  const plain = withStream(Buffer.concat([verifier, verifierHash]), keyOf(0));
  return digest(algorithm, plain.subarray(0, 16)).equals(plain.subarray(16)) ? keyOf : null;
}

type StreamRecord = { type: number; start: number; end: number };

function* recordsOf(stream: Buffer): Generator<StreamRecord> {
  for (let at = 0; at + RECORD_HEAD <= stream.length;) {
    const start = at + RECORD_HEAD;
    const end = start + stream.readUInt16LE(at + 2);
    if (end > stream.length) return;
    yield { type: stream.readUInt16LE(at), start, end };
    at = end;
  }
}

/** The record that says how the stream is encrypted, which is among the first. */
function filePassOf(stream: Buffer): StreamRecord | null {
  for (const record of recordsOf(stream)) {
    if (record.type === FILE_PASS) return record;
    if (record.start > BLOCK_BYTES) return null;
  }
  return null;
}

function decrypted(stream: Buffer, keyOf: KeyOf): Buffer {
  // The keys run over everything, whatever of it is encrypted.
  const all = Buffer.alloc(stream.length);
  for (let at = 0; at < stream.length; at += BLOCK_BYTES)
    withStream(stream.subarray(at, at + BLOCK_BYTES), keyOf(at / BLOCK_BYTES)).copy(all, at);
  const plain = Buffer.from(stream);
  for (const { type, start, end } of recordsOf(stream)) {
    if (type === FILE_PASS) plain.writeUInt16LE(UNUSED, start - RECORD_HEAD);
    if (OPEN_RECORDS.has(type)) continue;
    const from = type === SHEET ? start + SHEET_OPEN_BYTES : start;
    all.copy(plain, from, from, end);
  }
  return plain;
}

/**
 * An old workbook without its encryption; the file itself when it is not encrypted, or is no workbook. Throws
 * document.encrypted without a password, .wrong_password, .protected where none would do.
 */
export function openOldExcelLock(bytes: Buffer, lock: Lock): Buffer {
  const stream = openOleFile(bytes).stream(STREAM);
  const record = stream === null ? null : filePassOf(stream);
  if (stream === null || record === null) return bytes;
  const way = wayOf(stream.subarray(record.start, record.end));
  const given = lock.password === null ? null : keysOf(way, lock.password);
  const keyOf = given ?? keysOf(way, OPENED_BY_EXCEL);
  if (keyOf === null) throw refusalOf(lock, 'The workbook');
  if (given !== null) noteOpened(lock);
  const container = CFB.read(bytes, { type: 'buffer' });
  const entry = CFB.find(container, STREAM);
  if (entry === null) throw new FoyerError('document.damaged', 'The workbook has no stream');
  entry.content = decrypted(stream, keyOf);
  return Buffer.from(CFB.write(container, { type: 'buffer' }));
}
