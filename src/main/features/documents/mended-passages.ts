import { findWords, type Span } from '#shared/lib/find-words.ts';
import { headerOf, overlap } from './cutting-passages.ts';
import type { PreparedPassage } from '#main/ingest/ports.ts';
import type { passageEdits } from '#main/db/schema/index.ts';

export type PassageEditRow = typeof passageEdits.$inferSelect;
/** A passage as it is cut. */
export type Cut = Omit<PreparedPassage, 'terms' | 'ordinal'>;
/** A passage as it is to be stored. */
export type Mended = Cut & { editId: string | null; edited: boolean; questions: string | null };

/** Passages of a text with what people made of them, and where the words of each edit stand; null where they do not. */
export function mended(
  text: string,
  cut: readonly Cut[],
  edits: readonly PassageEditRow[],
): { passages: Mended[]; places: Map<string, Span | null> } {
  const places = new Map<string, Span | null>();
  const held: { edit: PassageEditRow; place: Span }[] = [];
  for (const edit of edits.toSorted((one, other) => one.start - other.start)) {
    const place = findWords(text, edit.original, edit.start);
    const isTaken = place !== null && held.some(other => overlap(other.place, place));
    places.set(edit.id, isTaken ? null : place);
    if (place !== null && !isTaken) held.push({ edit, place });
  }
  const passages = cut.flatMap(passage =>
    without(
      passage,
      held.map(({ place }) => place),
    ).flatMap(span => partOf(text, passage, span)),
  );
  for (const { edit, place } of held) {
    const around = cut.findLast(({ start }) => start <= place.start) ?? cut[0];
    if (edit.excluded || around === undefined) continue;
    // Not all of it: a stored one has an id, which is not that of another.
    const { page, heading, language } = around;
    passages.push({
      page,
      heading,
      language,
      ...place,
      text: edit.text ?? text.slice(place.start, place.end),
      // A person's words need no names of columns above them.
      tableHeader: edit.text === null ? headerOf(text, around, place.start) : null,
      editId: edit.id,
      edited: edit.text !== null,
      questions: edit.questions.length === 0 ? null : edit.questions.join('\n'),
    });
  }
  return { passages: passages.toSorted((one, other) => one.start - other.start), places };
}

/** The passage whose words are most like others; null where hardly any are. */
export function mostLike<Passage extends { text: string }>(
  words: string,
  passages: readonly Passage[],
): Passage | null {
  const wanted = wordsIn(words);
  let best: { passage: Passage; share: number } | null = null;
  for (const passage of passages) {
    const there = wordsIn(passage.text);
    const shared = [...wanted].filter(word => there.has(word)).length;
    const share = shared / Math.max(1, wanted.size + there.size - shared);
    if (share >= LIKE && (best === null || share > best.share)) best = { passage, share };
  }
  return best?.passage ?? null;
}

/** Below this share of common words two passages have nothing to do with each other. */
const LIKE = 0.2;

function wordsIn(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}

function without(span: Span, taken: readonly Span[]): Span[] {
  let left: Span[] = [{ start: span.start, end: span.end }];
  for (const place of taken)
    left = left.flatMap(part =>
      overlap(part, place)
        ? [
            { start: part.start, end: place.start },
            { start: place.end, end: part.end },
          ].filter(({ start, end }) => start < end)
        : [part],
    );
  return left;
}

/** What is left of a passage, without blanks around it. */
function partOf(text: string, passage: Cut, { start, end }: Span): Mended[] {
  const asRead = { editId: null, edited: false, questions: null };
  const { page, heading, tableHeader, language } = passage;
  if (start === passage.start && end === passage.end)
    return [{ start, end, page, heading, tableHeader, language, text: passage.text, ...asRead }];
  const words = text.slice(start, end);
  if (words.trim() === '') return [];
  const from = start + words.length - words.trimStart().length;
  const header = start === passage.start ? tableHeader : null;
  return [
    {
      page,
      heading,
      tableHeader: header,
      language,
      start: from,
      end: from + words.trim().length,
      text: words.trim(),
      ...asRead,
    },
  ];
}
