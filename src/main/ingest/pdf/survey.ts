import { inflateSync, constants } from 'node:zlib';

/** What a file may hold, told from its bytes alone, so that nothing is looked for on every page in vain. */
export type PdfSurvey = {
  isEncrypted: boolean;
  hasPictures: boolean;
  /** Filled forms, notes, stamps: what lies on a page without being part of it. */
  hasAnnotations: boolean;
  /** A form described in XML, which may be all there is. */
  hasXfa: boolean;
  /** Names of glyphs that the library does not know (`three.oldstyle`, `g34`). */
  hasOddGlyphNames: boolean;
  /** The file has no end, as one whose copying was interrupted. */
  isCutShort: boolean;
  /** Pages that its tree of pages speaks of; 0 when there is none to be seen. */
  pagesAnnounced: number;
};

/** Objects of newer files lie in compressed streams; more of them than this are not unpacked for a survey. */
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;
const PACK = /\/Type\s*\/ObjStm\b[^]{0,300}?stream\r?\n/gu;
const PICTURE = /\/Subtype\s*\/Image\b/u;
const ANNOTATION =
  /\/Subtype\s*\/(?:Widget|FreeText|Text|Stamp|Highlight|Underline|Squiggly|StrikeOut|Caret|Ink|Line|Square|Circle|Polygon|PolyLine|FileAttachment)\b/u;
const DIFFERENCES = /\/Differences\s*\[([^\]]*)\]/gu;
/** A dot within the name, an underscore, or a number at the end other than that of `uni00E9`. */
const ODD_NAME =
  /\/(?!uni[\dA-F]|u[\dA-F]{4}|\.notdef)(?:[^\s/[\]]+[._][^\s/[\]]*|[a-z]+\d+)(?=[\s/[\]]|$)/iu;
/** After the mark of its end programs write little, or some kilobytes of nothing. */
const END_BYTES = 4_096;
const PAGE_COUNT =
  /\/Type\s*\/Pages\b[^>]{0,2000}?\/Count\s+(\d+)|\/Count\s+(\d+)[^>]{0,2000}?\/Type\s*\/Pages\b/gu;
const ENCRYPTED = /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/u;

/** The texts of the object streams of a file; null when one of them cannot be unpacked here. */
export function unpackObjects(bytes: Buffer, source: string): string[] | null {
  const texts: string[] = [];
  let left = MAX_UNPACKED_BYTES;
  for (const match of source.matchAll(PACK)) {
    if (!/\/FlateDecode\b/u.test(dictionaryBefore(source, match.index) + match[0])) return null;
    try {
      const text = inflateSync(bytes.subarray(match.index + match[0].length), {
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: left,
      });
      left -= text.length;
      texts.push(text.toString('latin1'));
    } catch (error) {
      if (error instanceof Error) return null; // broken or large: whatever it holds is looked for on every page
      throw error;
    }
  }
  return texts;
}

/** The entries of a stream's dictionary may stand before its type. */
function dictionaryBefore(source: string, at: number): string {
  const start = source.lastIndexOf('obj', at);
  return start === -1 ? '' : source.slice(start, at);
}

function hasOddNames(text: string): boolean {
  return [...text.matchAll(DIFFERENCES)].some(([, names = '']) => ODD_NAME.test(names));
}

function announced(text: string): number[] {
  return [...text.matchAll(PAGE_COUNT)].map(([, after, before]) => Number(after ?? before));
}

/** Looks through the bytes of a PDF. What cannot be seen from here (encrypted, unknown packing) is taken to be there. */
export function surveyPdf(bytes: Buffer): PdfSurvey {
  const source = bytes.toString('latin1');
  const isEncrypted = ENCRYPTED.test(source);
  const packed = isEncrypted ? null : unpackObjects(bytes, source);
  const texts = [source, ...(packed ?? [])];
  const isCutShort = !source.slice(-END_BYTES).includes('%%EOF');
  const some = (pattern: RegExp): boolean => packed === null || texts.some(text => pattern.test(text));
  return {
    isEncrypted,
    hasPictures: PICTURE.test(source), // dictionaries of streams are never packed
    hasAnnotations: some(ANNOTATION),
    hasXfa: some(/\/XFA\b/u),
    hasOddGlyphNames: packed === null || texts.some(hasOddNames),
    isCutShort,
    pagesAnnounced: isCutShort ? Math.max(0, ...texts.flatMap(announced)) : 0,
  };
}
