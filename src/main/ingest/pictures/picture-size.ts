import { FoyerError } from '#shared/errors.ts';
import { MAX_PICTURE_PIXELS } from '../limits.ts';
import type { PictureType } from './picture-types.ts';

export type PictureSize = { width: number; height: number };

type HeaderReader = (bytes: Buffer) => PictureSize | null;

const PNG_HEADER_BYTES = 24;
const GIF_HEADER_BYTES = 10;
const BMP_HEADER_BYTES = 26;
const WEBP_HEADER_BYTES = 30;

/** Markers of JPEG that start a frame (ITU-T T.81, table B.1), which says the size. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
const isAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

function jpegSize(bytes: Buffer): PictureSize | null {
  for (let at = 2; at + 9 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (isAlone(marker)) at += 2;
    else if (isFrame(marker))
      return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    else at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

/** Of the three forms of WebP (RFC 9649). */
function webpSize(bytes: Buffer): PictureSize | null {
  if (bytes.length < WEBP_HEADER_BYTES) return null;
  const form = bytes.toString('latin1', 12, 16);
  if (form === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (form === 'VP8 ')
    return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (form !== 'VP8L') return null;
  const bits = bytes.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

const HEADERS: Record<Exclude<PictureType, 'tiff' | 'heic'>, HeaderReader> = {
  png: bytes =>
    bytes.length < PNG_HEADER_BYTES
      ? null
      : { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) },
  gif: bytes =>
    bytes.length < GIF_HEADER_BYTES ? null : { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) },
  bmp: bytes =>
    bytes.length < BMP_HEADER_BYTES
      ? null
      : { width: Math.abs(bytes.readInt32LE(18)), height: Math.abs(bytes.readInt32LE(22)) },
  jpeg: jpegSize,
  webp: webpSize,
};

/** Throws document.damaged for a picture without a size, document.too_large for one with too many pixels. */
export function requireReadableSize({ width, height }: PictureSize): void {
  if (!(width > 0 && height > 0)) throw new FoyerError('document.damaged', 'The picture has no size');
  if (width * height > MAX_PICTURE_PIXELS)
    throw new FoyerError('document.too_large', `A picture of ${width} × ${height} pixels`);
}

/** The size that the header of a picture says, before anything of it is unpacked. Throws as `requireReadableSize`. */
export function headerSize(bytes: Buffer, type: keyof typeof HEADERS): PictureSize {
  const size = HEADERS[type](bytes);
  if (size === null) throw new FoyerError('document.damaged', 'The header of the picture is cut short');
  requireReadableSize(size);
  return size;
}

/** Sides and area, in pixels, below which a picture beside a text is an ornament: logos, buttons, marks of opening. */
const LEAST_SIDE = 48;
const LEAST_AREA = 20_000;

/** Whether a picture has no room for words that anybody would miss. Throws as `headerSize`. */
export function isTooSmall(bytes: Buffer, type: string): boolean {
  if (!hasHeader(type)) return false;
  const { width, height } = headerSize(bytes, type);
  return Math.min(width, height) < LEAST_SIDE || width * height < LEAST_AREA;
}

const hasHeader = (type: string): type is keyof typeof HEADERS => Object.hasOwn(HEADERS, type);
