import iconv from 'iconv-lite';
import { detect } from 'jschardet';
import { mendDoubleEncoding } from './double-encoding.ts';
import { byteOrderMark, unmarkedWideEncoding } from './wide-encodings.ts';

export type DecodedText = { text: string; encoding: string };

/** Enough to tell an encoding; the detectors are slow on long input. */
const SAMPLE_BYTES = 64 * 1024;
/** A file cut in the middle, or pasted together, is still UTF-8 when no more of it is broken than this. */
const TOLERATED_BROKEN_SHARE = 0.001;
const CONFIDENT = 0.8;
/** French has one accented letter in twenty; other scripts are nothing else. */
const MAX_WESTERN_HIGH_SHARE = 0.2;
const HIGH_LETTERS = /[^\P{L}\p{ASCII}]{3}/u;

/** What Western single-byte text is made of; a decoding that yields other high characters is suspect. */
const WESTERN = new Set(
  'àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝŸß«»“”‘’„–—…•·°€£§©®²³½¼\u00a0\u00ad¿¡'.split(
    '',
  ),
);
/** Frames that DOS programs drew around their tables. */
const FRAMES = /[\u2500-\u25a0]/u;
/** No frame is without a line; Russian in one of those encodings is all corners. */
const FRAME_LINE = /[─═]{3}/u;
/** In ISO 8859-15 these are letters: "c½ur" is "cœur". */
const FRACTIONS = /[½¼¾]/u;
/** Single-byte encodings of French and English text, the likeliest first. */
const WESTERN_ENCODINGS = ['windows-1252', 'iso-8859-15', 'macintosh', 'cp850', 'cp437'] as const;
const WESTERN_NAMES =
  /^(?:windows-1252|cp1252|iso-?8859-1|iso-?8859-15|latin-?[19]|us-ascii|ascii|utf-?8|macintosh|cp850|cp437)$/iu;
const MULTIBYTE = /^(?:shift_jis|euc-jp|euc-kr|big5|gb|iso-2022|windows-31j|cp949|euc-tw|hz)/iu;

/** How plausible `text` is as Western prose: 1 when all its high characters are letters in or beside words. */
function westernPlausibility(decoded: string): { share: number; isSparse: boolean } {
  const text = decoded.replace(/<[^<>]*>/gu, ' ');
  let good = 0;
  let count = 0;
  let framed = 0;
  const hasFrames = FRAME_LINE.test(text);
  for (const match of text.matchAll(/\P{ASCII}/gu)) {
    count += 1;
    const character = match[0];
    if (hasFrames && FRAMES.test(character)) framed += 1;
    else if (!WESTERN.has(character)) continue;
    const before = text.charAt(match.index - 1);
    if (FRACTIONS.test(character) && /\p{L}/u.test(before + text.charAt(match.index + 1))) continue;
    const isUpper = character !== character.toLowerCase();
    // "rÃ©": a capital inside a lower-case word betrays the wrong encoding.
    if (isUpper && /[a-z]/u.test(before)) continue;
    // "ÇáÞÑì": no Western word has three such letters in a row.
    if (HIGH_LETTERS.test(text.slice(Math.max(0, match.index - 2), match.index + 3))) continue;
    good += 1;
  }
  return {
    share: count === 0 ? 1 : good / count,
    isSparse: count - framed < text.length * MAX_WESTERN_HIGH_SHARE,
  };
}

/**
 * Scripts by their commonest letters, and the least share of all high characters these make up in any text. In
 * the wrong encoding the same bytes are rare letters or no letters.
 */
const SCRIPTS: readonly { encodings: readonly string[]; common: RegExp; least: number }[] = [
  { encodings: ['shift_jis', 'euc-jp'], common: /[\u3040-\u30ff、。]/gu, least: 0.25 },
  { encodings: ['windows-1256'], common: /[اليمونر]/gu, least: 0.45 },
  { encodings: ['windows-1251', 'koi8-r', 'ibm866'], common: /[оеаинтсрвл]/gu, least: 0.5 },
  { encodings: ['euc-kr'], common: /[\uac00-\ud7a3]/gu, least: 0.7 },
  {
    encodings: ['gb18030'],
    common: /[的一是不了在人有这中大为上个国以要他时来用们到作地于出就分年，。]/gu,
    least: 0.15,
  },
  {
    encodings: ['big5'],
    common: /[的一是不了在人有這中大為上個國以要他時來用們到作地於出就分年，。]/gu,
    least: 0.15,
  },
];

/**
 * Whether a text reads well in an encoding that it names itself, of a language that is neither French nor English:
 * "kőműves" is no "kõmûves".
 */
function readsAsDeclared(sample: Buffer, declared: string): boolean {
  if (WESTERN_NAMES.test(declared) || !isKnown(declared)) return false;
  const high = decode(sample, declared).match(/\P{ASCII}/gu) ?? [];
  return high.every(character => /\p{L}/u.test(character) || WESTERN.has(character));
}

/** The encoding in which the text reads most like one of the scripts, or null. */
function encodingByScript(sample: Buffer): string | null {
  let best: string | null = null;
  let bestExcess = 1;
  for (const { encodings, common, least } of SCRIPTS) {
    for (const encoding of encodings) {
      const text = decode(sample, encoding);
      const high = text.match(/[^\p{ASCII}\s]/gu)?.length ?? 0;
      // The sample may end within a character.
      if (high === 0 || text.split('\ufffd').length > 2) continue;
      const excess = (text.match(common)?.length ?? 0) / high / least;
      if (excess > bestExcess) {
        best = encoding;
        bestExcess = excess;
      }
    }
  }
  return best;
}

/** Encodings of the Encoding Standard by the platform's own tables; the others (UTF-32, DOS) by iconv. */
function decode(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), encoding);
  }
}

function isKnown(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== '';
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return iconv.encodingExists(encoding);
  }
}

/** UTF-8 with at most a thousandth of it broken; null otherwise. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = text.split('\ufffd').length - 1;
  let high = 0;
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x7f) high += 1;
  const tolerated = broken <= text.length * TOLERATED_BROKEN_SHARE && broken * 10 <= high;
  return tolerated ? text : null;
}

function legacyText(bytes: Buffer, declared: string | null): DecodedText {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const western = WESTERN_ENCODINGS.map(encoding => ({
    encoding,
    ...westernPlausibility(decode(sample, encoding)),
  })).reduce((best, next) => (next.share > best.share ? next : best));
  const detected = detect(sample);
  const candidates: string[] = [];
  if (western.share >= 0.95 && western.isSparse) {
    if (declared !== null && readsAsDeclared(sample, declared)) candidates.push(declared);
    candidates.push(western.encoding);
  }
  const byScript = encodingByScript(sample);
  if (byScript !== null && candidates.length === 0) candidates.push(byScript);
  if (declared !== null) candidates.push(declared);
  if (detected.encoding !== null && detected.confidence >= CONFIDENT) candidates.push(detected.encoding);
  if (detected.encoding !== null && MULTIBYTE.test(detected.encoding)) candidates.push(detected.encoding);
  candidates.push(western.encoding);
  for (const candidate of candidates) {
    if (!isKnown(candidate)) continue;
    const decoded = decode(sample, candidate);
    const broken = decoded.split('\ufffd').length - 1;
    if (broken > 1 + decoded.length * TOLERATED_BROKEN_SHARE) continue;
    return { text: decode(bytes, candidate), encoding: candidate.toLowerCase() };
  }
  return { text: decode(bytes, 'windows-1252'), encoding: 'windows-1252' };
}

/**
 * Text of bytes in whatever encoding: byte order mark, then UTF-16 and UTF-32 without one, then UTF-8 when it is valid
 * (nothing else is, by chance), then `declared` or what the bytes look like. Never throws; the worst case is
 * Windows-1252.
 *
 * What was encoded twice is mended.
 *
 * @param declared an encoding named by the document itself (HTML meta); it often lies, so it comes last
 */
export function decodeText(bytes: Uint8Array, declared: string | null = null): DecodedText {
  const { text, encoding } = decodedOnce(bytes, declared);
  return { text: mendDoubleEncoding(text), encoding };
}

/** Text of bytes that say by a mark, or by where their zeros stand, how wide a character is; null for all others. */
export function decodeWide(bytes: Uint8Array): DecodedText | null {
  const mark = byteOrderMark(bytes);
  const encoding = mark?.encoding ?? unmarkedWideEncoding(bytes, decode);
  if (encoding === null) return null;
  const body = bytes.subarray(mark?.length ?? 0);
  // A unit that was cut in two is no character.
  const width = encoding.startsWith('utf-16') ? 2 : encoding.startsWith('utf-32') ? 4 : 1;
  return { text: decode(body.subarray(0, body.length - (body.length % width)), encoding), encoding };
}

function decodedOnce(bytes: Uint8Array, declared: string | null): DecodedText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const wide = decodeWide(bytes);
  if (wide !== null) return wide;
  // Seven-bit encodings that switch by escape sequences are valid UTF-8 too.
  if (buffer.subarray(0, SAMPLE_BYTES).includes('\u001b$')) {
    return { text: decode(buffer, 'iso-2022-jp'), encoding: 'iso-2022-jp' };
  }
  const utf8 = decodeUtf8(bytes);
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' };
  return legacyText(buffer, declared);
}

/** Browsers look for the declaration here (HTML, 13.2.3.2 says 1,024; templates put scripts before it). */
const DECLARATION_WITHIN = 4096;
const DECLARED_IN_PAGE = /<meta\b[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)/iu;
const DECLARED_IN_XML = /^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w:.-]+)/iu;

/** Text of HTML or XML; what it says of its own encoding is believed only when the bytes do not tell. */
export function decodeMarkup(bytes: Uint8Array): DecodedText {
  const head = Buffer.from(bytes.subarray(0, DECLARATION_WITHIN)).toString('latin1');
  const declared = (DECLARED_IN_XML.exec(head) ?? DECLARED_IN_PAGE.exec(head))?.[1] ?? null;
  // As browsers do (Encoding Standard): pages that say Latin-1 mean Windows-1252.
  if (declared !== null && /^(?:iso-?8859-1|latin-?1|us-ascii|ascii)$/iu.test(declared))
    return decodeText(bytes, 'windows-1252');
  // Valid UTF-8 is noticed without a declaration; what declares it and is not, lies.
  return decodeText(bytes, declared !== null && /^utf-?8$/iu.test(declared) ? null : declared);
}
