import { WARNING_PLACES_MAX, type ReadingWarning } from '#shared/contract/document.ts';
import { LETTER_PAIRS } from './letter-pairs.ts';
import { letterRarity } from './letter-rarity.ts';
import type { ExtractedDocument, Span } from './ports.ts';

/*
 * Text that was read and says nothing: letters of a font whose map is wrong, an encoding taken for another, binary
 * data. Told by the letters alone, so that it holds for every language that has vowels; code, figures, lists of parts
 * and names in any language are no gibberish, and a doubt is none either.
 */

/** Words of which any page of French or English is full; where they are, the letters are right. */
const SMALL_WORDS =
  /[ \n](?:the|of|and|to|in|is|for|with|that|on|de|la|le|les|et|des|en|du|un|une|est|que|qui|pour|dans|sur|au|par)(?=[ \n])/g;
/** Characters for each of them, at most: about one word in twenty-five. */
const CHARACTERS_A_SMALL_WORD = 150;

const UNREADABLE = /[\ufffd\p{Co}\p{Cn}]/gu;
const UNREADABLE_SHARE = 0.2;

/** Signs that stand beside words and figures, never within them. */
const SIGNS = '¤¦§¨¯²³´¶¸¹º¼½¾¿¡†‡‰ˆ˜\ufffd';
const TORN = new RegExp(`[\\p{L}${SIGNS}][${SIGNS}](?=[\\p{L}${SIGNS}])`, 'gu');
const TORN_LEAST = 15;
const TORN_SHARE = 0.04;
/** No run of letters has two of these alphabets. */
const MIXED =
  /\p{Script=Latin}\p{M}*(?:\p{Script=Cyrillic}|\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Thai})|(?:\p{Script=Cyrillic}|\p{Script=Greek})(?:\p{Script=Latin}|\p{Script=Arabic}|\p{Script=Han})|\p{Script=Han}(?:\p{Script=Arabic}|\p{Script=Cyrillic}|\p{Script=Thai}|\p{Script=Yi}|\p{Script=Ethiopic})/u;
const MIXED_SHARE = 0.3;

const WORD = /\p{Script=Latin}[\p{Script=Latin}\p{M}]{3,}/gu;
/** Fewer letters tell nothing. */
const LETTERS_LEAST = 200;
/** See `letterRarity`. */
const RAREST_BITS = 5.6;
/** More letters with accents than without: "Âñå ëîäêè". */
const ACCENTED_SHARE = 0.6;
/** Abbreviations, codes and sequences are in capitals: they are judged only where hardly anything else is. */
const CAPITALS_SHARE = 0.1;
/** Glyphs numbered in the order of ASCII: "every boat" is "HYHU\\ ERDW", and no code has such signs in it. */
const NUMBERED_GLYPHS = /\p{Lu}[[\\\]]|[[\\\]]\p{Lu}/gu;
const NUMBERED_GLYPHS_LEAST = 8;

const HAN_LEAST = 200;
const KANA = /[\u3040-\u30ff]/gu;
/** The commonest characters of Chinese and Japanese texts, of which any has two in a hundred at least. */
const COMMON_HAN =
  /[的一是不了在人有这這中大为為上个個国國以要他时時来來用们們到作地于於出就分年日月会會者所本生行成方法部和与及]/gu;
const COMMON_HAN_SHARE = 0.02;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Whether the letters of words follow one another as in no language that is written in them. */
function hasNonsenseWords(text: string): boolean {
  const words = text.match(WORD) ?? [];
  const small = words.filter(word => /\p{Ll}/u.test(word));
  const isCapitals = small.length < words.length * CAPITALS_SHARE;
  if (isCapitals && count(text, NUMBERED_GLYPHS) < NUMBERED_GLYPHS_LEAST) return false;
  const judged = isCapitals ? words : small;
  const { bits, letters } = letterRarity(judged, LETTER_PAIRS);
  if (letters < LETTERS_LEAST) return false;
  const all = judged.join('');
  return bits >= RAREST_BITS || count(all, /[^a-z]/giu) >= all.length * ACCENTED_SHARE;
}

function hasRareHanOnly(text: string): boolean {
  const han = count(text, /\p{Script=Han}/gu);
  return (
    han >= HAN_LEAST && count(text, KANA) < han * 0.01 && count(text, COMMON_HAN) < han * COMMON_HAN_SHARE
  );
}

/** Whether a stretch of some hundred words says nothing, whatever its language; false when it is too short to tell. */
export function isGibberish(text: string): boolean {
  if (count(text, SMALL_WORDS) * CHARACTERS_A_SMALL_WORD >= text.length) return false;
  const tokens = text.match(/\S+/gu) ?? [];
  const visible = tokens.reduce((sum, token) => sum + token.length, 0);
  const unreadable = count(text, UNREADABLE);
  if (unreadable >= TORN_LEAST && unreadable >= visible * UNREADABLE_SHARE) return true;
  const torn = count(text, TORN);
  if (torn >= TORN_LEAST && torn >= visible * TORN_SHARE) return true;
  const mixed = tokens.filter(token => MIXED.test(token)).length;
  if (mixed >= TORN_LEAST && mixed >= tokens.length * MIXED_SHARE) return true;
  return hasNonsenseWords(text) || hasRareHanOnly(text);
}

/** About a page: enough letters to tell, and no more than what is wrong. */
const STRETCH_CHARACTERS = 1_500;
/** A long document is looked into at so many places; only when one of them is wrong at all of it. */
const PLACES_LOOKED_AT = 100;
/** Less of a text is a formula, or a key that somebody printed. */
const LEAST_SHARE = 0.01;

type Stretch = Span & { page: number | null };

/** The text in stretches: its pages, or what its blocks hold, without code. */
function stretchesOf({ blocks, pages, text }: Judged): Stretch[] {
  if (pages.length > 0) return pages.map(({ number, start, end }) => ({ page: number, start, end }));
  const stretches: Stretch[] = [];
  let open: Stretch | null = null;
  for (const { kind, start, end } of blocks) {
    if (kind === 'code') continue;
    for (let from = start; from < end; from += STRETCH_CHARACTERS) {
      const to = Math.min(end, from + STRETCH_CHARACTERS);
      if (open === null || to - open.start > STRETCH_CHARACTERS) {
        open = { page: null, start: from, end: to };
        stretches.push(open);
      } else open.end = to;
    }
  }
  return blocks.length === 0 ? [{ page: null, start: 0, end: text.length }] : stretches;
}

type Judged = Pick<ExtractedDocument, 'blocks' | 'pages' | 'text'>;

/** The stretches of a document that are gibberish; none when there is less of them than a formula or a key. */
function gibberishIn(document: Judged): Stretch[] {
  const { text } = document;
  const stretches = stretchesOf(document);
  const isWrong = ({ start, end }: Stretch): boolean => isGibberish(text.slice(start, end));
  const step = Math.ceil(stretches.length / PLACES_LOOKED_AT);
  if (!stretches.some((stretch, index) => index % step === 0 && isWrong(stretch))) return [];
  const wrong = stretches.filter(isWrong);
  return charactersOf(wrong) < text.length * LEAST_SHARE ? [] : wrong;
}

const charactersOf = (stretches: readonly Span[]): number =>
  stretches.reduce((sum, { start, end }) => sum + end - start, 0);

/** Numbers of the pages that are gibberish. */
export function gibberishPages(document: Judged): number[] {
  return gibberishIn(document).flatMap(({ page }) => page ?? []);
}

/** How much of a document is gibberish, as a warning; null when it can be read. */
export function gibberishWarning(document: Judged): ReadingWarning | null {
  const { pages, text } = document;
  const wrong = gibberishIn(document);
  if (wrong.length === 0) return null;
  return pages.length === 0
    ? { kind: 'garbled', unread: charactersOf(wrong), total: text.length, unit: 'characters', places: [] }
    : {
        kind: 'garbled',
        unread: wrong.length,
        total: pages.length,
        unit: 'pages',
        places: wrong.slice(0, WARNING_PLACES_MAX).map(({ page }) => String(page)),
      };
}
