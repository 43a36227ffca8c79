import { codePoint } from 'dingbat-to-unicode';
import { plainPrivateCharacters } from '../../pdf/private-characters.ts';

/** Where Word keeps the characters of a font for symbols: U+F000 and what the font itself calls them. */
const SYMBOLS_FROM = 0xf000;
const SYMBOLS_TO = 0xf0ff;

const SYMBOL_FONT = /^(?:symbol|webdings|wingdings(?: [23])?)$/iu;

function symbol(font: string, code: number): string {
  const own = code >= SYMBOLS_FROM && code <= SYMBOLS_TO ? code - SYMBOLS_FROM : code;
  return codePoint(font, own)?.string ?? plainPrivateCharacters(String.fromCodePoint(code));
}

/** The text of `w:sym`: a character (hexadecimal) of a font. */
export function symbolText(font: string, character: string): string {
  const code = Number.parseInt(character, 16);
  return Number.isNaN(code) || code > 0x10_ffff ? '' : symbol(font, code);
}

/** Text in `font` as a person sees it: letters of fonts for symbols are signs. */
export function shownText(text: string, font: string | null): string {
  if (font === null || !SYMBOL_FONT.test(font)) return plainPrivateCharacters(text);
  return [...text]
    .map(character => (character === ' ' ? ' ' : symbol(font, character.codePointAt(0) ?? 0)))
    .join('');
}
