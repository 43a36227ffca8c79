const HEADER_LENGTH = 512;
const ENTRY_LENGTH = 128;
/** The allocation table of files up to 7 MB is listed in the header; further parts of it are chained. */
const SECTORS_IN_HEADER = 109;
const LAST_SECTOR = 0xffff_fffa;
const NO_ENTRY = 0xffff_ffff;
/** A longer directory than any document has: a chain that goes on was made to. */
const MAX_SECTORS = 5_000;

/** Where the parts of the allocation table are. */
function allocationSectors(view: DataView, sectorLength: number): number[] {
  const sectors: number[] = [];
  for (let index = 0; index < SECTORS_IN_HEADER; index += 1)
    sectors.push(view.getUint32(76 + index * 4, true));
  let next = view.getUint32(68, true);
  const perSector = sectorLength / 4 - 1;
  for (let left = view.getUint32(72, true); left > 0 && next < LAST_SECTOR; left -= 1) {
    const at = (next + 1) * sectorLength;
    if (at + sectorLength > view.byteLength) break;
    for (let index = 0; index < perSector; index += 1) sectors.push(view.getUint32(at + index * 4, true));
    next = view.getUint32(at + perSector * 4, true);
  }
  return sectors;
}

/**
 * The names of what stands at the root of an OLE2 file ([MS-CFB] 2.6), and not within what is embedded in it; as far
 * as the directory is sound.
 */
export function oleRootNames(bytes: Uint8Array): Set<string> {
  const names = new Set<string>();
  if (bytes.length < HEADER_LENGTH) return names;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sectorLength = view.getUint16(30, true) === 12 ? 4096 : 512;
  const sectors = allocationSectors(view, sectorLength);
  const after = (sector: number): number => {
    const table = sectors[Math.floor((sector * 4) / sectorLength)] ?? LAST_SECTOR;
    const at = (table + 1) * sectorLength + ((sector * 4) % sectorLength);
    return table >= LAST_SECTOR || at + 4 > bytes.length ? LAST_SECTOR : view.getUint32(at, true);
  };
  const entries: number[] = [];
  let sector = view.getUint32(48, true);
  for (let read = 0; read < MAX_SECTORS && sector < LAST_SECTOR; read += 1) {
    const start = (sector + 1) * sectorLength;
    for (let at = start; at < start + sectorLength && at + ENTRY_LENGTH <= bytes.length; at += ENTRY_LENGTH)
      entries.push(at);
    sector = after(sector);
  }
  const seen = new Set<number>();
  const waiting = entries[0] === undefined ? [] : [view.getUint32(entries[0] + 76, true)];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const at = entries[id];
    if (id === NO_ENTRY || at === undefined || seen.has(id)) continue;
    seen.add(id);
    const length = Math.max(0, Math.min(64, view.getUint16(at + 64, true)) - 2);
    names.add(Buffer.from(bytes.buffer, bytes.byteOffset + at, length).toString('utf16le'));
    waiting.push(view.getUint32(at + 68, true), view.getUint32(at + 72, true));
  }
  return names;
}
