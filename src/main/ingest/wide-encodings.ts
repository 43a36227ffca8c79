/** Encodings whose units are wider than a byte, told by their mark or by where their zeros stand. */

const SAMPLE_BYTES = 64 * 1024;
const SPACE = 0x20;
const NEWLINE = 0x0a;
/** First bytes of the units of kana and of the punctuation of Chinese and Japanese. */
const EAST_ASIAN_HIGH_BYTE = 0x30;
const MAX_CODE_POINT_HIGH = 0x10;
/** Least share of spaces, line ends and kana among the units of any text. */
const LEAST_BREAKS = 0.005;
const MAX_ODD_SHARE = 0.01;

export function byteOrderMark(bytes: Uint8Array): { encoding: string; length: number } | null {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { encoding: 'utf-32le', length: 4 };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { encoding: 'utf-32be', length: 4 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', length: 2 };
  return null;
}

/** Whether a text is written in characters that mean something; binary data read as text is not. */
export function isWritten(text: string): boolean {
  const odd = text.match(/(?![\s\u0085])[\p{Cn}\p{Co}\p{Cc}\p{Cs}\ufffd]/gu)?.length ?? 0;
  return odd <= text.length * MAX_ODD_SHARE;
}

/** UTF-32: every unit has a zero above a plane that exists, and hardly any stands outside the first. */
function unmarkedUtf32(sample: Uint8Array): string | null {
  const units = Math.floor(sample.length / 4);
  if (units < 2) return null;
  for (const [encoding, high, plane] of [
    ['utf-32le', 3, 2],
    ['utf-32be', 0, 1],
  ] as const) {
    let valid = 0;
    let basic = 0;
    for (let at = 0; at < units * 4; at += 4) {
      const planeByte = sample[at + plane] ?? 0;
      if (sample[at + high] === 0 && planeByte <= MAX_CODE_POINT_HIGH) valid += 1;
      if (planeByte === 0) basic += 1;
    }
    if (valid === units && basic > units / 2) return encoding;
  }
  return null;
}

/**
 * UTF-16: zeros stand at one parity only (Latin text), or spaces, line ends and kana are 16 bits wide and the text
 * decodes to assigned characters (other scripts).
 */
function unmarkedUtf16(
  sample: Uint8Array,
  isWhole: boolean,
  decode: (bytes: Uint8Array, encoding: string) => string,
): string | null {
  const length = sample.length - (sample.length % 2);
  if (length < 4) return null;
  const zeros = { even: 0, odd: 0 };
  const breaks = { even: 0, odd: 0 };
  let hasControls = false;
  const isBreak = (high: number, low: number): boolean =>
    (high === 0 && (low === SPACE || low === NEWLINE)) || high === EAST_ASIAN_HIGH_BYTE;
  for (let index = 0; index < length; index += 2) {
    const even = sample[index] ?? 0;
    const odd = sample[index + 1] ?? 0;
    if (even === 0) zeros.even += 1;
    if (odd === 0) zeros.odd += 1;
    if (isBreak(odd, even)) breaks.odd += 1;
    if (isBreak(even, odd)) breaks.even += 1;
    hasControls ||= even < 0x09 || odd < 0x09;
  }
  const pairs = length / 2;
  if (zeros.odd > pairs * 0.4 && zeros.even < pairs * 0.02) return 'utf-16le';
  if (zeros.even > pairs * 0.4 && zeros.odd < pairs * 0.02) return 'utf-16be';
  // Text in single bytes has no such controls; "10 000" has the byte of kana.
  if (!hasControls || !isWhole) return null;
  for (const [count, encoding] of [
    [breaks.odd, 'utf-16le'],
    [breaks.even, 'utf-16be'],
  ] as const) {
    if (count < Math.max(1, pairs * LEAST_BREAKS)) continue;
    if (isWritten(decode(sample.subarray(0, length), encoding))) return encoding;
  }
  return null;
}

/** The wide encoding of bytes without a mark, or null. */
export function unmarkedWideEncoding(
  bytes: Uint8Array,
  decode: (bytes: Uint8Array, encoding: string) => string,
): string | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  return unmarkedUtf32(sample) ?? unmarkedUtf16(sample, bytes.length % 2 === 0, decode);
}
