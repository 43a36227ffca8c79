import { crc32, deflateRawSync } from 'node:zlib';

export type ZipFileEntry = {
  /** Bytes as some program wrote them, or a text in UTF-8. */
  name: string | Uint8Array;
  content: string | Uint8Array;
  flags?: number;
  extra?: Uint8Array;
  /** The system of "version made by": 0 is DOS, 3 Unix. */
  host?: number;
  method?: number;
  /** As declared, when that is a lie. */
  size?: number;
  /** Another entry's place, when two are to lie over each other. */
  offset?: number;
};

/** A ZIP archive with entries that the libraries for it do not write: other names, flags, lies. */
export function zipFile(entries: readonly ZipFileEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let length = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const content = Buffer.from(entry.content);
    const packed = deflateRawSync(content);
    const extra = Buffer.from(entry.extra ?? []);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(entry.flags ?? 0, 2);
    shared.writeUInt16LE(entry.method ?? 8, 4);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(entry.size ?? content.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, name, packed]);
    shared.writeUInt16LE(extra.length, 24);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(entry.offset ?? length, 10);
    directory.push(
      Buffer.from(['P'.charCodeAt(0), 'K'.charCodeAt(0), 1, 2, 20, entry.host ?? 0]),
      shared,
      rest,
      name,
      extra,
    );
    files.push(local);
    length += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(length, 16);
  return Buffer.concat([...files, listed, end]);
}
