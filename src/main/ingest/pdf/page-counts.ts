/** A number of a line that may count pages: the line with the number replaced by how far it is ahead of its page. */
export type PageCount = {
  /** The same on every page of a document whose pages this number counts. */
  key: string;
  /** What is left without the number. */
  words: string;
  /** Named for what it is (`page 3`, `3 / 12`), so that two pages are enough to be sure. */
  isNamed: boolean;
  /** Beside words that do not name it and with little space between: it takes more pages to be sure. */
  isClose: boolean;
};

/** Stands between pieces of a line that have a wide gap between them. */
export const WIDE_GAP = '\t';

const NUMBER = String.raw`(?<number>\d{1,4}|[ivxlc]{1,8}|[IVXLC]{1,8})`;
const TOTAL = String.raw`(?<total>\s*(?:/|of|sur|de|von|di|van|av)\s*\d{1,4})?`;
/** What pages are called, and nothing that is cited by number. */
const PAGE_NAMES =
  'page|pages|p|pp|pg|pag|página|pagina|seite|side|sida|sivu|strona|slide|diapositive|diapo|folio|feuille|feuillet|sheet|blatt|bladzijde|blz';
const NAMED = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${PAGE_NAMES})\.?\s*${NUMBER}(?![\p{L}\p{N}]|[.,]\d)`,
  'giu',
);
const DECORATION = String.raw`[\s\-–—•·|~*()\[\]<>«»]*`;
/** A piece that is a number and nothing else: `12`, `- 12 -`, `3 / 12`, `xiv`. */
const ALONE = new RegExp(`^${DECORATION}${NUMBER}${TOTAL}${DECORATION}$`, 'du');
/** Pages counted within a chapter: `2-14`, `A.3`. */
const IN_CHAPTER = /^(?:\d{1,2}|\p{Lu})\s?[-–.]\s?(?<number>\d{1,3})$/du;
/** A number at the end or the start of a piece, behind a mark that parts it from the words. */
const AFTER_MARK = new RegExp(String.raw`^.*\S\s+[|•·–—]\s+${NUMBER}${TOTAL}$`, 'du');
const BEFORE_MARK = new RegExp(String.raw`^${NUMBER}${TOTAL}\s+[|•·–—]\s+\S.*$`, 'du');
/** Most lines of a page have none, and cost no more than this. */
const HAS_NUMBER = /\d|\b[ivxlc]{1,8}\b/iu;
/** Words whose number means something by itself, wherever they stand beside it. */
const CITED =
  /(?<!\p{L})(?:exhibits?|invoices?|factures?|bills?|quotes?|devis|orders?|commandes?|bons?|receipts?|reçus?|tickets?|cases?|affaires?|dossiers?|files?|pièces?|annexe?s?|appendi(?:x|ces)|schedules?|lots?|items?|articles?|art|clauses?|sections?|chapters?|chapitres?|parts?|parties?|titres?|tables?|tableaux?|figures?|fig|notes?|accounts?|comptes?|clients?|customers?|members?|adhérents?|contracts?|contrats?|policy|polices?|rooms?|berths?|units?|volumes?|vol|issues?|numéros?|numbers?|no|nos|nr|num|n|ref|réf|references?|références?|id|codes?|questions?|exercises?|exercices?|problems?|lessons?|leçons?|modules?|days?|jours?|weeks?|semaines?|steps?|étapes?|versions?|rev|tests?|total|totaux|sum|balance|solde|montant|amount|anlage|rechnung|nummer)(?![\p{L}])/iu;

const SMALL_OFFSET = 30;
/** Shares of the page's width that part a number from the words of a running line. */
const WIDE_SHARE = 0.15;
const VERY_WIDE_SHARE = 0.3;

function roman(text: string): number | null {
  const values: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100 };
  let sum = 0;
  let previous = Infinity;
  for (const letter of text.toLowerCase()) {
    const value = values[letter] ?? 0;
    sum += value > previous ? value - 2 * previous : value;
    previous = value;
  }
  // Written back, so that `mild` or `iiii` are no numbers.
  return inRoman(sum) === text.toLowerCase() ? sum : null;
}

function inRoman(value: number): string {
  const steps: [number, string][] = [
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ];
  let text = '';
  let rest = value;
  for (const [amount, letters] of steps) {
    for (; rest >= amount; rest -= amount) text += letters;
  }
  return text;
}

function valueOf(number: string): number | null {
  // `0042` is a stamp or a code, not a count.
  if (/^\d+$/u.test(number)) return number.length > 2 && number.startsWith('0') ? null : Number(number);
  return roman(number);
}

type Found = { key: string; words: string; offset: number };

const withoutOffset = ({ key, words }: Found): Pick<PageCount, 'key' | 'words'> => ({ key, words });

/** The line with the number at `at` replaced by how far it is ahead of the page. */
function countAt(text: string, at: number, number: string, page: number): Found | null {
  const value = valueOf(number);
  if (value === null) return null;
  const mark = /\d/u.test(number) ? '#' : '%';
  const before = text.slice(0, at);
  const after = text.slice(at + number.length);
  const offset = value - page;
  return { key: `${before}${mark}${offset}${mark}${after}`, words: before + after, offset };
}

const wordCount = (text: string): number => text.match(/\p{L}{2,}/gu)?.length ?? 0;

/** Whether a number in a piece of its own counts pages for all the other pieces say. */
function standsApart(
  others: readonly string[],
  gapShare: number,
  offset: number,
): { isClose: boolean } | null {
  const words = others.join(' ');
  // Far above the number of its page and alone, it may as well be that of an invoice. Below it, a part starts anew.
  if (words === '') return offset > SMALL_OFFSET ? null : { isClose: false };
  if (CITED.test(words) || /[:=#°]\s*$/u.test(others.at(-1) ?? '')) return null;
  const isPhrase = wordCount(words) >= 2;
  if (Math.abs(offset) > SMALL_OFFSET)
    return isPhrase && gapShare >= VERY_WIDE_SHARE ? { isClose: true } : null;
  if (gapShare >= WIDE_SHARE) return { isClose: false };
  return isPhrase ? { isClose: true } : null;
}

/** Where a pattern finds its number in a piece, and the total that may follow it. */
function place(pattern: RegExp, piece: string): { at: number; number: string; total: number } | null {
  const match = pattern.exec(piece);
  const at = match?.indices?.groups?.number?.[0];
  const number = match?.groups?.number;
  if (match === null || at === undefined || number === undefined) return null;
  return { at, number, total: Number(/\d+$/u.exec(match.groups?.total ?? '')?.[0] ?? NaN) };
}

/** What a piece of a line counts when it is a number and nothing else, or a number behind a mark. */
function countInPiece(
  line: CountedLine,
  pieces: readonly string[],
  index: number,
  start: number,
): PageCount | null {
  const piece = pieces[index] ?? '';
  const alone = place(ALONE, piece);
  if (alone !== null) {
    const found = countAt(line.text, start + alone.at, alone.number, line.page);
    if (found === null) return null;
    const others = [...line.beside, ...pieces.filter((_, other) => other !== index)];
    const apart = standsApart(others, line.gapShare, found.offset);
    if (apart === null) return null;
    return { ...withoutOffset(found), isNamed: alone.total === line.pageCount, isClose: apart.isClose };
  }
  const chapter = pieces.length === 1 ? place(IN_CHAPTER, piece) : null;
  if (chapter !== null) {
    const found = countAt(line.text, start + chapter.at, chapter.number, line.page);
    return found === null ? null : { ...withoutOffset(found), isNamed: false, isClose: false };
  }
  const marked = place(AFTER_MARK, piece) ?? place(BEFORE_MARK, piece);
  if (marked === null) return null;
  const found = countAt(line.text, start + marked.at, marked.number, line.page);
  if (found === null || Math.abs(found.offset) > SMALL_OFFSET) return null;
  const phrase = piece.slice(0, marked.at) + piece.slice(marked.at + marked.number.length);
  if (wordCount(phrase) < 2 || CITED.test(phrase)) return null;
  return { ...withoutOffset(found), isNamed: false, isClose: true };
}

export type CountedLine = {
  /** Pieces of the line, `WIDE_GAP` between them. */
  text: string;
  /** Number of the page in the file, from 1. */
  page: number;
  pageCount: number;
  /** What stands at the same height in other columns. */
  beside: readonly string[];
  /** Widest gap between two pieces as a share of the page's width. */
  gapShare: number;
};

/**
 * The numbers of a line that may count pages. Not: numbers that belong to words (`Exhibit 3`, `Invoice 1001`), parts
 * of dates, amounts and codes.
 */
export function pageCounts(line: CountedLine): PageCount[] {
  if (!HAS_NUMBER.test(line.text)) return [];
  const counts: PageCount[] = [];
  for (const match of line.text.matchAll(NAMED)) {
    const number = match.groups?.number ?? '';
    const found = countAt(line.text, match.index + match[0].length - number.length, number, line.page);
    if (found !== null) counts.push({ ...withoutOffset(found), isNamed: true, isClose: false });
  }
  const pieces = line.text.split(WIDE_GAP);
  let start = 0;
  for (const [index, piece] of pieces.entries()) {
    const isOuter = index === 0 || index === pieces.length - 1;
    const count = isOuter ? countInPiece(line, pieces, index, start) : null;
    if (count !== null) counts.push(count);
    start += piece.length + WIDE_GAP.length;
  }
  return counts;
}
