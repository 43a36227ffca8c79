import iconv from 'iconv-lite';
import { FoyerError } from '#shared/errors.ts';
import type { OleStorage } from '../../ole-file.ts';

/** Property types of [MS-OXCDATA] 2.11.1 as they end the names of streams. */
const UNICODE = '001F';
const EIGHT_BIT = '001E';
const BINARY = '0102';
const STREAM_PREFIX = '__substg1.0_';
const ENTRY_LENGTH = 16;
/** Before the entries stand 32 bytes in a message, 24 in one within it, 8 in what it carries ([MS-OXMSG] 2.4). */
export const HEAD_LENGTH = { message: 32, innerMessage: 24, part: 8 } as const;

const CODE_PAGE = 0x3ffd;
const INTERNET_CODE_PAGE = 0x3fde;
const UTF8_CODE_PAGE = 65_001;

/** 100 ns since 1601, and where 1970 is on that scale in milliseconds. */
const FILETIME_UNITS = 10_000n;
const EPOCH_MS = 11_644_473_600_000n;

/** What is known of a message, a recipient or an attachment, by the numbers of [MS-OXPROPS]. */
export type Properties = {
  text: (id: number) => string;
  binary: (id: number) => Buffer | null;
  number: (id: number) => number | null;
  /** As mail writes it; empty when there is none. */
  time: (id: number) => string;
  storage: (id: number) => OleStorage | null;
};

function codePageName(number: number | undefined): string {
  if (number === UTF8_CODE_PAGE) return 'utf-8';
  const name = number === undefined ? '' : `cp${number}`;
  return iconv.encodingExists(name) ? name : 'windows-1252';
}

function hex(id: number): string {
  return id.toString(16).toUpperCase().padStart(4, '0');
}

/** Reads the properties in a storage. `codePage` is that of the message around it. Throws document.damaged. */
export function readProperties(
  storage: OleStorage,
  headLength: number,
  codePage?: number,
): Properties & { codePage: number | undefined } {
  const fixed = storage.stream('__properties_version1.0');
  if (fixed === null) throw new FoyerError('document.damaged', 'A message without properties');
  const values = new Map<number, Buffer>();
  for (let at = headLength; at + ENTRY_LENGTH <= fixed.length; at += ENTRY_LENGTH)
    values.set(fixed.readUInt16LE(at + 2), fixed.subarray(at + 8, at + ENTRY_LENGTH));
  const number = (id: number): number | null => values.get(id)?.readInt32LE(0) ?? null;
  const streamOf = (id: number, type: string): Buffer | null =>
    storage.stream(`${STREAM_PREFIX}${hex(id)}${type}`);
  const ownCodePage = number(CODE_PAGE) ?? number(INTERNET_CODE_PAGE) ?? codePage;
  return {
    codePage: ownCodePage,
    number,
    text(id) {
      const wide = streamOf(id, UNICODE);
      if (wide !== null) return wide.toString('utf16le');
      const narrow = streamOf(id, EIGHT_BIT);
      return narrow === null ? '' : iconv.decode(narrow, codePageName(ownCodePage));
    },
    binary: id => streamOf(id, BINARY),
    time(id) {
      const units = values.get(id)?.readBigUInt64LE(0) ?? 0n;
      const time = new Date(Number(units / FILETIME_UNITS - EPOCH_MS));
      return units === 0n || Number.isNaN(time.getTime()) ? '' : time.toUTCString();
    },
    storage: id => storage.storage(`${STREAM_PREFIX}${hex(id)}000D`),
  };
}
