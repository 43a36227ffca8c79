import { zipSync } from 'fflate';
import { readZipDirectory } from '../../zip-directory.ts';
import { readOfficePackage } from '../office-package.ts';

/** Parts of a workbook in XML or in its binary form. */
const PART = /\.(?:xml|rels|bin)$/iu;
/** What cells do not show: copies of tables elsewhere, and what only programs read. */
const UNREAD_PART =
  /(?:^|\/)(?:pivotCache|pivotTables|externalLinks|queryTables|customXml|theme|ctrlProps|activeX|embeddings|media|slicers|slicerCaches|printerSettings)\/|(?:^|\/)(?:calcChain\.|vbaProject)/iu;
const SHEET_PART = /(?:^|\/)worksheets\/[^/]+\.xml$/iu;
/** Without the end of its rows a sheet is taken for an empty one. */
const ROWS_END = /<\/(?:\w+:)?sheetData\s*>|<(?:\w+:)?sheetData\s*\/>/u;
const SHEET_END = /<\/(?:\w+:)?worksheet\s*>\s*$/u;
const END_WITHIN = 256;
/** A formula whose value nobody has computed: programs write it so, and a spreadsheet computes it when it is opened. */
const UNCOMPUTED =
  /<(?:\w+:)?c(?:\s(?![^>]*\bt="str")[^>]*)?>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:\/>|>[^<]*<\/(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*(?:\/>|>\s*<\/(?:\w+:)?v>)\s*)?<\/(?:\w+:)?c>/u;

export type ExcelPackage = {
  parts: Record<string, Uint8Array>;
  /** The same, in an archive that is not compressed. */
  bytes: Uint8Array;
  /** Parts whose sheets end before their last row. */
  cutShort: Set<string>;
  /** Parts whose sheets have formulas without a value. */
  uncomputed: Set<string>;
};

function isWhole(xml: string): boolean {
  return SHEET_END.test(xml.slice(-END_WITHIN)) && ROWS_END.test(xml);
}

/** The parts of a workbook that are read, inflated under the caps of `readOfficePackage`, whose errors it throws. */
export function openExcelPackage(bytes: Uint8Array): ExcelPackage {
  const files = readOfficePackage(bytes);
  const parts: Record<string, Uint8Array> = {};
  for (const { name } of readZipDirectory(bytes) ?? []) {
    const content = PART.test(name) && !UNREAD_PART.test(name) ? files.read(name) : null;
    if (content !== null) parts[name] = content;
  }
  const cutShort = new Set<string>();
  const uncomputed = new Set<string>();
  for (const [name, part] of Object.entries(parts)) {
    if (!SHEET_PART.test(name)) continue;
    const xml = Buffer.from(part.buffer, part.byteOffset, part.length).toString('latin1');
    if (!isWhole(xml)) cutShort.add(name);
    if (UNCOMPUTED.test(xml)) uncomputed.add(name);
  }
  return { parts, bytes: zipSync(parts, { level: 0 }), cutShort, uncomputed };
}
