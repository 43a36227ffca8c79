import { glyphNameText } from './glyph-names.ts';
import type { Glyph, PageFont, PageGlyphs } from './page-glyphs.ts';
import { plainPrivateCharacters, UNREADABLE } from './private-characters.ts';

/** A font without a character map that shows controls shows codes of its own; so many of a hundred glyphs prove it. */
const MIN_CONTROL_SHARE = 0.02;
const MIN_CONTROLS = 2;
/** Where TeX keeps its ligatures; the fonts it draws as pictures have no names for them. */
const TEX_LIGATURES: Record<number, string> = { 11: 'ff', 12: 'fi', 13: 'fl', 14: 'ffi', 15: 'ffl' };
const UNKNOWN = '\ufffd';
/** Names that give no more than a number: `g34`, `cid_12`, `glyph7`. */
const NUMBERED_NAME = /^(?:[a-z]{1,5}_?|cid[:_]?|glyph|index|char)(\d+)$/iu;

/** Parts of brackets and roots that formulas are drawn with: no characters, and nothing that is missed. */
const SYMBOL_NAME = /^[a-z]{5,}$/iu;

export type GlyphReading = {
  /** The same glyphs with the best text for each; U+FFFD for those that cannot be read. */
  glyphs: Glyph[];
  /** Glyphs whose text is another than before. */
  changed: Set<Glyph>;
  unread: number;
};

function isMapped(font: PageFont, { code, text }: Glyph): boolean {
  return font.characters !== null && (font.characters[code] ?? '') !== '' && !UNREADABLE.test(text);
}

/** Fonts whose glyphs are taken for characters by their code alone, and wrongly so. */
function fontsOfOwnCodes(glyphs: readonly Glyph[], fonts: PageGlyphs['fonts']): Set<string> {
  const counts = new Map<string, { unmapped: number; controls: number }>();
  for (const glyph of glyphs) {
    const font = fonts.get(glyph.font);
    if (font === undefined || isMapped(font, glyph)) continue;
    if (glyphNameText(font.names[glyph.code] ?? '') !== null) continue;
    const count = counts.get(glyph.font) ?? { unmapped: 0, controls: 0 };
    count.unmapped += 1;
    if (UNREADABLE.test(glyph.text) && !(font.isType3 && glyph.code in TEX_LIGATURES)) count.controls += 1;
    counts.set(glyph.font, count);
  }
  const found = new Set<string>();
  for (const [font, { unmapped, controls }] of counts) {
    if (controls >= Math.max(MIN_CONTROLS, unmapped * MIN_CONTROL_SHARE)) found.add(font);
  }
  return found;
}

function readGlyph(glyph: Glyph, font: PageFont, hasOwnCodes: boolean): string {
  if (isMapped(font, glyph)) return glyph.text;
  // What the library takes for a composed font's characters are its codes; names are of simple fonts only.
  const name = font.characters === null ? '' : (font.names[glyph.code] ?? '');
  const named = glyphNameText(name);
  if (named !== null) return named;
  if (font.isType3 && Object.hasOwn(TEX_LIGATURES, glyph.code)) return TEX_LIGATURES[glyph.code] ?? UNKNOWN;
  const plain = plainPrivateCharacters(glyph.text);
  if (UNREADABLE.test(plain)) return SYMBOL_NAME.test(name) ? glyph.text : UNKNOWN;
  const number = NUMBERED_NAME.exec(name)?.[1];
  return hasOwnCodes && Number(number) !== glyph.code ? UNKNOWN : plain;
}

/** Whether a font has characters that only the names of its glyphs tell. */
export function hasNamedCharacters(font: PageFont): boolean {
  if (font.characters === null) return false;
  return font.names.some((name, code) => {
    const known = font.characters?.[code] ?? '';
    if (known !== '' && !UNREADABLE.test(known)) return false;
    const isLigature = font.isType3 && Object.hasOwn(TEX_LIGATURES, code) && (name ?? '') !== '';
    return isLigature || glyphNameText(name ?? '') !== null;
  });
}

/**
 * Reads the glyphs of a page by all that is known of their fonts: the map to Unicode, the names of glyphs, what
 * private characters mean.
 */
export function readGlyphs({ glyphs, fonts }: PageGlyphs): GlyphReading {
  const own = fontsOfOwnCodes(glyphs, fonts);
  const changed = new Set<Glyph>();
  let unread = 0;
  const read = glyphs.map(glyph => {
    const font = fonts.get(glyph.font);
    if (font === undefined || /^\p{Zs}*$/u.test(glyph.text)) return glyph;
    const text = readGlyph(glyph, font, own.has(glyph.font));
    if (text === UNKNOWN) unread += 1;
    if (text === glyph.text) return glyph;
    const mended = { ...glyph, text };
    changed.add(mended);
    return mended;
  });
  return { glyphs: read, changed, unread };
}
