import { FoyerError, isFoyerError } from '#shared/errors.ts';

/*
 * Compound files ([MS-CFB]): a file system in a file, which Office used before its packages, and Outlook still does.
 */

const HEADER_LENGTH = 512;
const ENTRY_LENGTH = 128;
const HEADER_TABLE_SECTORS = 109;
/** Above these, a sector number is a mark: free, end of chain, part of the tables. */
const LAST_SECTOR = 0xffff_fffa;
const NO_ENTRY = 0xffff_ffff;
const STORAGE = 1;
const STREAM = 2;
const ROOT = 5;
/** What a message with thousands of recipients has. */
const MAX_ENTRIES = 200_000;
/** Of a chain without a size: that of the directory, and that of small sectors, which is as much for 500 MB of these. */
const MAX_CHAIN_BYTES = 32 * 1024 * 1024;
/** At the root of a message that Outlook saved ([MS-OXMSG] 2.2.1). */
export const OUTLOOK_PROPERTIES = '__properties_version1.0';

type Entry = {
  name: string;
  kind: number;
  left: number;
  right: number;
  child: number;
  start: number;
  size: number;
};

/** A folder of a compound file; names are as they are written. */
export type OleStorage = {
  names: readonly string[];
  /** The bytes of a stream; null when there is none of that name. Throws document.damaged. */
  stream: (name: string) => Buffer | null;
  storage: (name: string) => OleStorage | null;
};

function damaged(what: string): FoyerError {
  return new FoyerError('document.damaged', `Compound file: ${what}`);
}

function wordAt(bytes: Buffer, at: number): number {
  if (at < 0 || at + 4 > bytes.length) throw damaged('cut short');
  return bytes.readUInt32LE(at);
}

/** The numbers of a table of sectors, all of them. */
function words(bytes: Buffer): number[] {
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readUInt32LE(index * 4));
}

function readEntry(directory: Buffer, at: number): Entry {
  const nameLength = Math.min(64, directory.readUInt16LE(at + 64));
  return {
    name: directory.toString('utf16le', at, at + Math.max(0, nameLength - 2)),
    kind: directory.readUInt8(at + 66),
    left: directory.readUInt32LE(at + 68),
    right: directory.readUInt32LE(at + 72),
    child: directory.readUInt32LE(at + 76),
    start: directory.readUInt32LE(at + 116),
    size: directory.readUInt32LE(at + 120),
  };
}

/** Follows chains of sectors, which end, or were made to have no end: no chain is longer than the file. */
function createSectors(bytes: Buffer) {
  const sectorSize = 1 << bytes.readUInt16LE(30);
  if (sectorSize !== 512 && sectorSize !== 4_096) throw damaged('no size of a sector');
  const count = Math.ceil(bytes.length / sectorSize);
  const sector = (number: number): Buffer => {
    const start = (number + 1) * sectorSize;
    if (start >= bytes.length) throw damaged(`no sector ${number}`);
    return bytes.subarray(start, start + sectorSize);
  };
  const tableSectors: number[] = [];
  for (let index = 0; index < HEADER_TABLE_SECTORS; index += 1)
    tableSectors.push(wordAt(bytes, 76 + index * 4));
  let more = wordAt(bytes, 68);
  for (let read = 0; more < LAST_SECTOR && read < count; read += 1) {
    const numbers = words(sector(more));
    more = numbers.pop() ?? LAST_SECTOR;
    tableSectors.push(...numbers);
  }
  const used = tableSectors.filter(number => number < LAST_SECTOR);
  if (used.length > count) throw damaged('more tables than sectors');
  const table = used.flatMap(number => words(sector(number)));
  return {
    /** The bytes of a chain; `size` ends them, or the chain itself. */
    chain(start: number, size: number | null): Buffer {
      const wanted =
        size === null ? Math.min(count, MAX_CHAIN_BYTES / sectorSize) : Math.ceil(size / sectorSize);
      if (wanted > count) throw damaged('a stream that is longer than the file');
      const parts: Buffer[] = [];
      let number = start;
      while (parts.length < wanted && number < LAST_SECTOR) {
        parts.push(sector(number));
        number = table[number] ?? LAST_SECTOR;
      }
      const whole = Buffer.concat(parts);
      if (size === null) return whole;
      if (whole.length < size) throw damaged('a stream that is cut short');
      return whole.subarray(0, size);
    },
  };
}

function readDirectory(directory: Buffer): Entry[] {
  const count = Math.floor(directory.length / ENTRY_LENGTH);
  if (count > MAX_ENTRIES) throw new FoyerError('document.too_large', `${count} entries in a compound file`);
  return Array.from({ length: count }, (_, index) => readEntry(directory, index * ENTRY_LENGTH));
}

/** The entries below a storage: a tree of siblings, each of which is met once however it is knotted. */
function childrenOf(entries: readonly Entry[], parent: Entry): Map<string, Entry> {
  const children = new Map<string, Entry>();
  const met = new Set<number>([NO_ENTRY]);
  const waiting = [parent.child];
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    const entry = entries[number];
    if (met.has(number) || entry === undefined) continue;
    met.add(number);
    if (entry.kind === STORAGE || entry.kind === STREAM) children.set(entry.name, entry);
    waiting.push(entry.left, entry.right);
  }
  return children;
}

/** Opens a compound file. Throws document.damaged. */
export function openOleFile(bytes: Buffer): OleStorage {
  if (bytes.length < HEADER_LENGTH) throw damaged('cut short');
  const sectors = createSectors(bytes);
  const entries = readDirectory(sectors.chain(wordAt(bytes, 48), null));
  const root = entries[0];
  if (root?.kind !== ROOT) throw damaged('no root');
  const smallBelow = wordAt(bytes, 56);
  const smallSize = 1 << bytes.readUInt16LE(32);
  const smallTable = words(sectors.chain(wordAt(bytes, 60), null));
  const smallStream = root.size === 0 ? Buffer.alloc(0) : sectors.chain(root.start, root.size);

  const smallChain = ({ start, size }: Entry): Buffer => {
    const parts: Buffer[] = [];
    let number = start;
    while (parts.length < Math.ceil(size / smallSize) && number < LAST_SECTOR) {
      parts.push(smallStream.subarray(number * smallSize, (number + 1) * smallSize));
      number = smallTable[number] ?? LAST_SECTOR;
    }
    const whole = Buffer.concat(parts);
    if (whole.length < size) throw damaged('a small stream that is cut short');
    return whole.subarray(0, size);
  };

  const storageOf = (entry: Entry): OleStorage => {
    const children = childrenOf(entries, entry);
    return {
      names: [...children.keys()],
      stream(name) {
        const found = children.get(name);
        if (found?.kind !== STREAM) return null;
        return found.size < smallBelow ? smallChain(found) : sectors.chain(found.start, found.size);
      },
      storage(name) {
        const found = children.get(name);
        return found?.kind === STORAGE ? storageOf(found) : null;
      },
    };
  };
  return storageOf(root);
}

/** The names of what stands at the root of a file, and not within what is embedded in it; none of one that is damaged. */
export function oleRootNames(bytes: Buffer): readonly string[] {
  try {
    return openOleFile(bytes).names;
  } catch (error) {
    if (isFoyerError(error)) return [];
    throw error;
  }
}
