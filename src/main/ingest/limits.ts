import { READING_LIMITS } from '#shared/contract/reading-limits.ts';

/** Caps on what one document may cost, beside those that an installation sets (`READING_LIMITS`). */

/** About 3 million words, 6,000 dense pages: beyond it a "document" is a data set. */
export const MAX_EXTRACTED_CHARACTERS = 20_000_000;

/** A text file above this cannot stay within `MAX_EXTRACTED_CHARACTERS`, even with four bytes a character. */
export const MAX_TEXT_FILE_BYTES = MAX_EXTRACTED_CHARACTERS * 4;

/** HTML is mostly markup, and its tree costs some ten times the source. */
export const MAX_HTML_CHARACTERS = 24 * 1024 * 1024;

/** XML of one Word file once inflated: its tree costs some ten times that. The largest novels take 20 MB. */
export const MAX_OFFICE_XML_BYTES = 48 * 1024 * 1024;
/** Deflate cannot exceed 1,032:1; text in Word files reaches 20-40:1. Above this and `BOMB_FLOOR_BYTES` it is a bomb.
    For archives it is a setting. */
export const MAX_INFLATION_RATIO = 150;
export const BOMB_FLOOR_BYTES = 8 * 1024 * 1024;
export const MAX_ARCHIVE_ENTRIES = 10_000;

/** A mailbox of thirty years of a busy person. */
export const MAX_MAILBOX_MESSAGES = 20_000;

/** Values of JSON, elements of XML: a tree costs some 150 bytes for each. */
export const MAX_DATA_VALUES = 1_500_000;

/** Characters that sheets may fill; what is beyond is left out, and told. Room is left for the row that goes over it. */
export const MAX_SHEETS_CHARACTERS = 18_000_000;
/** Cells of a table in text, and those that the sheets of OpenDocument may say to repeat: each costs some 100 bytes. */
export const MAX_SHEETS_CELLS = 2_000_000;

export const MAX_PDF_PAGES = 20_000;

/** A sheet of A3 scanned at 700 dpi; unpacked, a picture costs four bytes for each. */
export const MAX_PICTURE_PIXELS = 100_000_000;
export const MAX_TIFF_PAGES = 1_000;
/** Pixels of the longer side of a page that is recognised, at most: A4 at 300 dpi. More only takes longer. */
export const MAX_RECOGNISED_SIDE = 3_508;
/** Wall time of one page: a dense one takes 5 s on two cores, and a slow laptop that is busy takes ten times that. */
export const RECOGNITION_TIME_MS = 120_000;
/** The engine takes 150 MB, a picture of `MAX_PICTURE_PIXELS` twice its four bytes a pixel while it is unpacked. */
export const RECOGNITION_MEMORY_BYTES = 1_200 * 1024 * 1024;

/** Wall time of one document: a start, and so much a megabyte, slow machines included. */
const BASE_TIME_MS = 60_000;
const TIME_PER_MEGABYTE_MS = 10_000;

/** V8's old space of an extraction process. */
export const HEAP_LIMIT_MEGABYTES = 512;

/** Wall time of one drawn page, and what its process may hold: the largest scans take 500 MB. */
export const DRAWING_TIME_MS = 15_000;
export const DRAWING_MEMORY_BYTES = 1_200 * 1024 * 1024;

/** @param minutes that the largest document may take; who gives it more gives all of them more */
export function wallTimeLimit(bytes: number, minutes: number): number {
  const share = minutes / READING_LIMITS.minutes.default;
  const asked = (BASE_TIME_MS + Math.ceil(bytes / 1_000_000) * TIME_PER_MEGABYTE_MS) * share;
  return Math.min(minutes * 60_000, asked);
}

/** Of a process that may hold so much: V8's old space leaves room for buffers and native code. */
export const heapMegabytesOf = (memoryMegabytes: number): number =>
  Math.round((memoryMegabytes * HEAP_LIMIT_MEGABYTES) / READING_LIMITS.memoryMegabytes.default);
