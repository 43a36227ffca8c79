/** Spaces that only say where not to break a line; kept, they would hide a word from a literal search. */
const SPECIAL_SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gu;
/** Everything invisible that is not a tab, a line end or part of a script: controls, soft hyphens, byte order marks. */
const INVISIBLE = /(?![\n\t])[\p{Cc}\u00ad\ufeff\ufff9-\ufffb]/gu;
/** With the `u` flag only halves without their other half match. */
export const LONE_SURROGATES = /\p{Surrogate}/gu;
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/gu;
/** What Windows-1252 has where Latin-1 has controls; the one for a line end (85) may be one. */
export const WINDOWS_1252_SPECIALS: readonly (readonly [byte: number, character: string])[] = Array.from(
  new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 0x20 }, (_, index) => 0x80 + index)),
  (character, index) => [0x80 + index, character] as const,
).filter(([byte, character]) => character.charCodeAt(0) !== byte);
const C1 = /[\u0080-\u0084\u0086-\u009f]/gu;
const BY_CONTROL = new Map(
  WINDOWS_1252_SPECIALS.map(([byte, character]) => [String.fromCharCode(byte), character]),
);

/** Controls that nobody writes (C1) as the characters of Windows-1252 that were meant: somebody took it for Latin-1. */
export function withoutC1(text: string): string {
  return text.replace(C1, control => BY_CONTROL.get(control) ?? '');
}

/** Searched for rather than matched as a whole: a match over megabytes would exhaust the engine's stack. */
const NEEDS_CLEANING = /[^\n\t\u0020-\u007e\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u20ac]/u;

/**
 * The form in which text is stored: NFC, `\n` line ends, ordinary spaces, no control characters, no lone
 * surrogates.
 */
export function cleanText(text: string): string {
  if (!NEEDS_CLEANING.test(text)) return text;
  return withoutC1(text)
    .replace(LINE_ENDS, '\n')
    .replace(SPECIAL_SPACES, ' ')
    .replace(INVISIBLE, '')
    .replace(LONE_SURROGATES, '\ufffd')
    .normalize('NFC');
}

/** Clean text of one line: every run of white space is one space, none at the ends. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ').trim();
}
