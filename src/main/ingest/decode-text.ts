import iconv from 'iconv-lite';
import { detect } from 'jschardet';

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
/** Single-byte encodings of French and English text, the likeliest first. */
const WESTERN_ENCODINGS = ['windows-1252', 'macintosh', 'cp850'] as const;
const MULTIBYTE = /^(?:shift_jis|euc-jp|euc-kr|big5|gb|iso-2022|windows-31j|cp949|euc-tw|hz)/iu;

/** How plausible `text` is as Western prose: 1 when all its high characters are letters in or beside words. */
function westernPlausibility(decoded: string): { share: number; isSparse: boolean } {
  const text = decoded.replace(/<[^<>]*>/gu, ' ');
  let good = 0;
  let count = 0;
  for (const match of text.matchAll(/\P{ASCII}/gu)) {
    count += 1;
    const character = match[0];
    if (!WESTERN.has(character)) continue;
    const before = text.charAt(match.index - 1);
    const isUpper = character !== character.toLowerCase();
    // "rÃ©": a capital inside a lower-case word betrays the wrong encoding.
    if (isUpper && /[a-z]/u.test(before)) continue;
    // "ÇáÞÑì": no Western word has three such letters in a row.
    if (HIGH_LETTERS.test(text.slice(Math.max(0, match.index - 2), match.index + 3))) continue;
    good += 1;
  }
  return { share: count === 0 ? 1 : good / count, isSparse: count < text.length * MAX_WESTERN_HIGH_SHARE };
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

function byteOrderMark(bytes: Uint8Array): { encoding: string; length: number } | null {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { encoding: 'utf-32le', length: 4 };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { encoding: 'utf-32be', length: 4 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', length: 2 };
  return null;
}

/**
 * UTF-16 without a mark: zeros stand at one parity only (Latin text), or line ends and spaces are 16 bits wide
 * and the text decodes to assigned characters (other scripts).
 */
function unmarkedUtf16(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const length = sample.length - (sample.length % 2);
  if (length < 4 || bytes.length % 2 !== 0) return null;
  const zeros = [0, 0];
  const wideSpaces = [0, 0];
  for (let index = 0; index < length; index += 2) {
    const even = sample[index] ?? 0;
    const odd = sample[index + 1] ?? 0;
    if (even === 0) zeros[0] = (zeros[0] ?? 0) + 1;
    if (odd === 0) zeros[1] = (zeros[1] ?? 0) + 1;
    if (odd === 0 && (even === 0x20 || even === 0x0a)) wideSpaces[1] = (wideSpaces[1] ?? 0) + 1;
    if (even === 0 && (odd === 0x20 || odd === 0x0a)) wideSpaces[0] = (wideSpaces[0] ?? 0) + 1;
  }
  const pairs = length / 2;
  const [evenZeros = 0, oddZeros = 0] = zeros;
  if (oddZeros > pairs * 0.4 && evenZeros < pairs * 0.02) return 'utf-16le';
  if (evenZeros > pairs * 0.4 && oddZeros < pairs * 0.02) return 'utf-16be';
  for (const [parity, encoding] of [
    [1, 'utf-16le'],
    [0, 'utf-16be'],
  ] as const) {
    if ((wideSpaces[parity] ?? 0) < Math.max(1, pairs * 0.005)) continue;
    const text = decode(sample.subarray(0, length), encoding);
    const odd =
      text.match(/[\p{Cn}\p{Co}\p{Cc}\ufffd]/gu)?.filter(found => !/[\t\n\r]/u.test(found)).length ?? 0;
    if (odd <= text.length * 0.01) return encoding;
  }
  return null;
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
  if (western.share >= 0.95 && western.isSparse) candidates.push(western.encoding);
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
 * Text of bytes in whatever encoding: byte order mark, then UTF-16 without one, then UTF-8 when it is valid
 * (nothing else is, by chance), then `declared` or what the bytes look like. Never throws; the worst case is
 * Windows-1252.
 *
 * @param declared an encoding named by the document itself (HTML meta); it often lies, so it comes last
 */
export function decodeText(bytes: Uint8Array, declared: string | null = null): DecodedText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const mark = byteOrderMark(bytes);
  if (mark !== null) {
    return { text: decode(buffer.subarray(mark.length), mark.encoding), encoding: mark.encoding };
  }
  const wide = unmarkedUtf16(bytes);
  if (wide !== null) return { text: decode(buffer, wide), encoding: wide };
  // Seven-bit encodings that switch by escape sequences are valid UTF-8 too.
  if (buffer.subarray(0, SAMPLE_BYTES).includes('\u001b$')) {
    return { text: decode(buffer, 'iso-2022-jp'), encoding: 'iso-2022-jp' };
  }
  const utf8 = decodeUtf8(bytes);
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' };
  return legacyText(buffer, declared);
}
