/** Characters of the private use area that fonts of old give a meaning of their own, beside the two ranges below. */
const KNOWN: Record<string, string> = {
  '\uf0b7': '•',
  '\uf0a7': '▪',
  '\uf0a8': '▪',
  '\uf076': '❖',
  '\uf0d8': '➢',
  '\uf0fc': '✓',
  '\uf0fe': '☒',
  '\uf06f': '☐',
  '\uf0e0': '→',
  '\uf02d': '-',
  '\uf020': ' ',
  '\uf6dc': '1',
  '\uf6df': '¢',
  '\uf6e0': '¢',
  '\uf6e1': ',',
  '\uf6e2': ',',
  '\uf6e3': '$',
  '\uf6e4': '$',
  '\uf6e5': '-',
  '\uf6e6': '-',
  '\uf6e7': '.',
  '\uf6e8': '.',
  '\uf6e9': 'a',
  '\uf6ea': 'b',
  '\uf6eb': 'd',
  '\uf6ec': 'e',
  '\uf6ed': 'i',
  '\uf6ee': 'l',
  '\uf6ef': 'm',
  '\uf6f0': 'o',
  '\uf6f1': 'r',
  '\uf6f2': 's',
  '\uf6f3': 't',
  '\uf6f9': 'ł',
  '\uf6fa': 'œ',
  '\uf6fd': 'š',
  '\uf6ff': 'ž',
};

const PRIVATE = /[\ue000-\uf8ff]/u;
const ALL_PRIVATE = /[\ue000-\uf8ff]/gu;
/** Letters of a font for symbols, kept at their place above U+F000: three in a row are a word. */
const SYMBOL_WORDS = /[\uf021-\uf07e\uf0c0-\uf0ff]{3,}/gu;

function plain(character: string): string {
  const known = KNOWN[character];
  if (known !== undefined) return known;
  const code = character.charCodeAt(0);
  // Adobe put old-style figures and small capitals where their plain forms are in Latin-1, above U+F700.
  if (code >= 0xf721 && code <= 0xf7ff && (code <= 0xf77e || code >= 0xf7a1))
    return String.fromCharCode(code - 0xf700);
  return character;
}

/**
 * Private characters whose meaning is known become what they mean: Adobe's old-style figures and small capitals,
 * bullets of Word, words in a font for symbols. Others stay.
 */
export function plainPrivateCharacters(text: string): string {
  if (!PRIVATE.test(text)) return text;
  return text
    .replace(SYMBOL_WORDS, word =>
      word.replace(/./gu, letter => String.fromCharCode(letter.charCodeAt(0) - 0xf000)),
    )
    .replace(ALL_PRIVATE, plain);
}

/** Characters no person could read: private ones, controls, and the one that stands for what could not be decoded. */
export const UNREADABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ue000-\uf8ff\ufffd]/u;
