import { analyseQuery } from '#main/language/analyse.ts';
import { wordsOf } from '#main/language/tokenise.ts';
import type { GroundedPassage } from './grounding.ts';
import type { Pages, SourceDocuments, Span } from './sources/ports.ts';

const ENCLOSED_MAX = 4; // half of what documents are given: a question may be about both

/** A passage of a file that came with the conversation. */
export type EnclosedPassage = {
  attachmentId: string;
  title: string;
  page: number | null;
  heading: string | null;
  start: number;
  end: number;
  text: string;
};

/**
 * The passages of enclosed files that hold most words of the question, before those of the documents. What a person
 * enclosed is about their question even when no word says so ("What does it say?"): some always come along.
 */
export function withEnclosed(
  question: string,
  enclosed: readonly EnclosedPassage[],
  grounded: readonly GroundedPassage[],
): readonly GroundedPassage[] {
  if (enclosed.length === 0) return grounded;
  const { terms } = analyseQuery(question);
  const chosen = enclosed
    .map((passage, order) => ({ passage, order, share: shareHeld(passage, terms) }))
    .toSorted((one, other) => other.share - one.share || one.order - other.order)
    .slice(0, ENCLOSED_MAX)
    .map(({ passage, share }): Omit<GroundedPassage, 'number'> => ({
      documentId: passage.attachmentId,
      title: passage.title,
      page: passage.page,
      heading: passage.heading,
      text: passage.text,
      start: passage.start,
      end: passage.end,
      score: share,
      relevance: share,
      context: '',
      byMeaning: true,
    }));
  return [...chosen, ...grounded].map((passage, index) => ({ ...passage, number: index + 1 }));
}

/**
 * What is asked about documents, for enclosed files too. Of those only the page is known on which each passage begins:
 * words between two of them are on the pages from the one to the other.
 */
export function andEnclosed(
  documents: SourceDocuments,
  enclosed: readonly EnclosedPassage[],
): SourceDocuments {
  const attachments = new Set(enclosed.map(({ attachmentId }) => attachmentId));
  if (attachments.size === 0) return documents;
  const pagesWithin = (passages: readonly EnclosedPassage[], { start, end }: Span): Pages => {
    const before = passages.findLast(passage => passage.start <= start);
    const after = passages.find(passage => passage.start >= end);
    const page = before?.page ?? null;
    // The last words of a file: nothing tells whether another page has begun.
    return { page, pageEnd: page === null ? null : ((after ?? before)?.page ?? page) };
  };
  return {
    badlyRecognised: id => (attachments.has(id) ? null : documents.badlyRecognised(id)),
    writtenByOffice: id => (attachments.has(id) ? null : documents.writtenByOffice(id)),
    contentOf: ids => documents.contentOf(ids.filter(id => !attachments.has(id))),
    pagesAt(id, spans) {
      if (!attachments.has(id)) return documents.pagesAt(id, spans);
      const passages = enclosed
        .filter(({ attachmentId }) => attachmentId === id)
        .toSorted((one, other) => one.start - other.start);
      return spans.map(span => pagesWithin(passages, span));
    },
  };
}

function shareHeld(
  { text, heading }: EnclosedPassage,
  terms: ReturnType<typeof analyseQuery>['terms'],
): number {
  if (terms.length === 0) return 0;
  const held = new Set<string>();
  for (const word of wordsOf(heading === null ? text : `${heading} ${text}`)) {
    held.add(word.surface).add(word.markedStem('fr')).add(word.markedStem('en'));
  }
  const found = terms.filter(({ surface, stems }) => held.has(surface) || stems.some(stem => held.has(stem)));
  return found.length / terms.length;
}
