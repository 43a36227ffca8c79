/** What the fonts of reports hold: the letters of Europe, Greek and Cyrillic, and the signs that texts use. */
const HELD =
  /[\u0020-\u007e\u00a0-\u017f\u0192\u01fa-\u01ff\u0218-\u021b\u02c6\u02c7\u02c9\u02d8-\u02dd\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490\u0491\u1e80-\u1e85\u1ef2\u1ef3\u2010\u2011\u2013-\u2015\u2017-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2116\u2122\u2190-\u2195\u2212\u221e\u2260\u2264\u2265\u25a0\u25a1\u25cf]/u;

const LACKING = '\u25a1';

/** As it can be printed: thin spaces are ordinary ones that do not break; a letter that the fonts lack is a square. */
export function printable(text: string): string {
  const composed = text.normalize('NFC').replaceAll(/[\u202f\u2009]/g, '\u00a0');
  // Pictures, and what only joins or colours the letter before it, say nothing by themselves.
  return [...composed.replaceAll(/[\p{Mn}\p{Cf}\p{Sk}\p{Extended_Pictographic}\ufe0f]/gu, '')]
    .map(letter => (HELD.test(letter) ? letter : /\s/u.test(letter) ? ' ' : LACKING))
    .join('');
}
