import type { DocumentOutline } from '#main/features/search/index.ts';
import { wordsOf, tokenise } from '#main/language/tokenise.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { GroundedPassage } from './grounding.ts';
import { wording } from './wording.ts';

/** Documents named one by one; the others are counted. */
export const DOCUMENTS_NAMED = 6;
const SUBJECTS = 5;
const SUBJECT_MAX_WORDS = 9; // a longer heading is a sentence
const SUBJECT_LETTERS = 6; // shorter words alone say little

export type Overview = { content: string; passages: GroundedPassage[] };

/**
 * What the documents of a chatbot are: titles, kinds, main subjects, each with its source. `total` counts all the
 * ready ones, `outlines` are the first of them.
 */
export function overviewOf(
  outlines: readonly DocumentOutline[],
  total: number,
  language: Language,
): Overview {
  const words = wording[language].overview;
  const lines = outlines.map((outline, index) => {
    const kind = kindOf(outline, language);
    const subjects = subjectsOf(outline);
    const about = subjects.length === 0 ? '' : words.about(subjects.join(', '));
    return `- **${outline.title}** (${kind})${about} [${index + 1}]`;
  });
  const others = total - outlines.length;
  return {
    content: [
      words.leadIn(total),
      '',
      ...lines,
      ...(others > 0 ? ['', words.others(others)] : []),
      '',
      words.ask,
    ].join('\n'),
    passages: outlines.map(({ documentId, title, opening, start, end, page }, index) => ({
      number: index + 1,
      documentId,
      title,
      page,
      heading: null,
      text: opening,
      start,
      end,
      score: 0,
      relevance: 1,
      context: '',
      byMeaning: true,
    })),
  };
}

function kindOf({ mediaType, pages }: DocumentOutline, language: Language): string {
  const words = wording[language].overview;
  const kind = words.kinds[mediaType ?? ''] ?? words.anyKind;
  return pages === null ? kind : `${kind}, ${words.pages(pages)}`;
}

/** Headings under the title, or else the words that come back. */
function subjectsOf({ title, headings, opening }: DocumentOutline): string[] {
  const own = new Set<string>([plain(title)]);
  const subjects: string[] = [];
  for (const path of headings) {
    const heading = path.split(' › ').findLast(part => !own.has(plain(part)));
    if (heading === undefined || heading.split(/\s+/u).length > SUBJECT_MAX_WORDS) continue;
    if (!/\p{L}{4}/u.test(heading)) continue; // a reference or a number
    own.add(plain(heading));
    subjects.push(heading);
  }
  if (subjects.length > 0) return evenly(subjects, SUBJECTS);
  return frequentWords(opening);
}

function plain(text: string): string {
  return wordsOf(text)
    .map(({ surface }) => surface)
    .join(' ');
}

/** So many of a list, from all over it. */
function evenly<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, items.length / most);
  return items
    .filter((_item, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
    .slice(0, most);
}

function frequentWords(text: string): string[] {
  const counts = new Map<string, { spelling: string; count: number }>();
  for (const { word, start, end } of tokenise(text)) {
    if (
      word.surface.length < SUBJECT_LETTERS ||
      word.stopWord.fr ||
      word.stopWord.en ||
      /\d/u.test(word.surface)
    )
      continue;
    const known = counts.get(word.frenchStem);
    if (known === undefined)
      counts.set(word.frenchStem, { spelling: text.slice(start, end).toLowerCase(), count: 1 });
    else known.count += 1;
  }
  const frequent = [...counts.values()]
    .filter(({ count }) => count > 1)
    .sort((left, right) => right.count - left.count)
    .slice(0, SUBJECTS)
    .map(({ spelling }) => spelling);
  return frequent.length > 1 ? frequent : []; // one word is no subject
}
