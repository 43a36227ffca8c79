/** A folder of a compound file to be written: streams and folders by name. */
export type OleContent = { [name: string]: Buffer | OleContent };

const SECTOR = 512;
const SMALL_BELOW = 4_096;
const SMALL = 64;
const END = 0xffff_fffe;
const NONE = 0xffff_ffff;
const TABLE = 0xffff_fffd;

type Entry = {
  name: string;
  kind: number;
  child: number;
  right: number;
  start: number;
  size: number;
  content: Buffer;
};

function padded(bytes: Buffer, to: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)]);
}

function listEntries(content: OleContent, entries: Entry[]): number {
  let previous = NONE;
  for (const [name, value] of Object.entries(content).toReversed()) {
    const isStream = Buffer.isBuffer(value);
    const entry: Entry = {
      name,
      kind: isStream ? 2 : 1,
      child: NONE,
      right: previous,
      start: 0,
      size: isStream ? value.length : 0,
      content: isStream ? value : Buffer.alloc(0),
    };
    previous = entries.push(entry) - 1;
    if (!Buffer.isBuffer(value)) entry.child = listEntries(value, entries);
  }
  return previous;
}

/** A compound file ([MS-CFB]) of 512-byte sectors; its siblings are a list, which is a tree too. */
export function oleFile(content: OleContent): Buffer {
  const root: Entry = {
    name: 'Root Entry',
    kind: 5,
    child: NONE,
    right: NONE,
    start: END,
    size: 0,
    content: Buffer.alloc(0),
  };
  const entries = [root];
  root.child = listEntries(content, entries);
  const sectors: Buffer[] = [];
  const table: number[] = [];
  const store = (bytes: Buffer): number => {
    if (bytes.length === 0) return END;
    const start = sectors.length;
    const whole = padded(bytes, SECTOR);
    for (let at = 0; at < whole.length; at += SECTOR) {
      sectors.push(whole.subarray(at, at + SECTOR));
      table.push(at + SECTOR < whole.length ? sectors.length : END);
    }
    return start;
  };
  const small: Buffer[] = [];
  const smallTable: number[] = [];
  for (const entry of entries.filter(({ kind }) => kind === 2)) {
    if (entry.size >= SMALL_BELOW) {
      entry.start = store(entry.content);
      continue;
    }
    entry.start = smallTable.length;
    const whole = padded(entry.content, SMALL);
    small.push(whole);
    for (let at = 0; at < whole.length; at += SMALL)
      smallTable.push(at + SMALL < whole.length ? smallTable.length + 1 : END);
  }
  const smallStream = Buffer.concat(small);
  root.start = store(smallStream);
  root.size = smallStream.length;
  const numbers = (list: readonly number[]): Buffer => {
    const bytes = Buffer.alloc(list.length * 4);
    for (const [index, number] of list.entries()) bytes.writeUInt32LE(number, index * 4);
    return bytes;
  };
  const smallTableStart = store(numbers(smallTable));
  const directory = Buffer.concat(
    entries.map(({ name, kind, child, right, start, size }) => {
      const bytes = Buffer.alloc(128);
      bytes.write(name, 'utf16le');
      bytes.writeUInt16LE(name.length * 2 + 2, 64);
      bytes.writeUInt8(kind, 66);
      bytes.writeUInt32LE(NONE, 68);
      bytes.writeUInt32LE(right, 72);
      bytes.writeUInt32LE(child, 76);
      bytes.writeUInt32LE(start, 116);
      bytes.writeUInt32LE(size, 120);
      return bytes;
    }),
  );
  const directoryStart = store(directory);
  const tableCount = Math.ceil((sectors.length + 1) / (SECTOR / 4 - 1));
  const tableSectors = Array.from({ length: tableCount }, (_, index) => sectors.length + index);
  for (let index = 0; index < tableCount; index += 1) table.push(TABLE);
  while (table.length % (SECTOR / 4) !== 0) table.push(NONE);
  const header = Buffer.alloc(SECTOR, 0xff);
  header.fill(0, 8, 76);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(tableCount, 44);
  header.writeUInt32LE(directoryStart, 48);
  header.writeUInt32LE(SMALL_BELOW, 56);
  header.writeUInt32LE(smallTableStart, 60);
  header.writeUInt32LE(END, 68);
  numbers(tableSectors).copy(header, 76);
  return Buffer.concat([header, ...sectors, numbers(table)]);
}

export type OutlookValue = string | number | Buffer | bigint | OleContent;

const PROPERTIES = '__properties_version1.0';

/** A storage with properties by their number: texts in UTF-16, numbers, times as FILETIME, bytes, storages. */
export function outlookStorage(
  headLength: number,
  values: Readonly<Record<number, OutlookValue>>,
): OleContent {
  const content: OleContent = {};
  const fixed: Buffer[] = [Buffer.alloc(headLength)];
  for (const [id, value] of Object.entries(values)) {
    const name = `__substg1.0_${Number(id).toString(16).toUpperCase().padStart(4, '0')}`;
    if (typeof value === 'string') content[`${name}001F`] = Buffer.from(value, 'utf16le');
    else if (Buffer.isBuffer(value)) content[`${name}0102`] = value;
    else if (typeof value === 'object') content[`${name}000D`] = value;
    else {
      const entry = Buffer.alloc(16);
      entry.writeUInt16LE(typeof value === 'number' ? 0x0003 : 0x0040, 0);
      entry.writeUInt16LE(Number(id), 2);
      if (typeof value === 'number') entry.writeInt32LE(value, 8);
      else entry.writeBigUInt64LE(value, 8);
      fixed.push(entry);
    }
  }
  return { [PROPERTIES]: Buffer.concat(fixed), ...content };
}

export type OutlookMessage = {
  properties: Readonly<Record<number, OutlookValue>>;
  recipients?: readonly Readonly<Record<number, OutlookValue>>[];
  attachments?: readonly Readonly<Record<number, OutlookValue>>[];
};

/** The folder that a message is, itself (a head of 32 bytes) or in another one (24). */
export function outlookContent(
  { properties, recipients = [], attachments = [] }: OutlookMessage,
  headLength = 32,
): OleContent {
  const content = outlookStorage(headLength, properties);
  for (const [index, recipient] of recipients.entries())
    content[`__recip_version1.0_#0000000${index}`] = outlookStorage(8, recipient);
  for (const [index, attachment] of attachments.entries())
    content[`__attach_version1.0_#0000000${index}`] = outlookStorage(8, attachment);
  return content;
}
