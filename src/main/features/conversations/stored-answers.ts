import type { Doubt, MessageMetadata, Source } from '#shared/contract/messages.ts';
import { createAnswerSources } from './sources/answer-sources.ts';
import { placesIn } from './sources/answer-check.ts';
import { createCitationStream } from './sources/citation-stream.ts';
import type { SourceDocuments } from './sources/ports.ts';

/** A source as answers kept it when each passage was one, numbered by its rank. */
type PassageSource = Omit<Source, 'number' | 'places' | 'pageEnd'> & { number: number };

type Stored = { content: string; sources: Source[]; metadata: MessageMetadata };

/**
 * An answer as it is shown. One that was kept when each passage was a source of its own gets its citations renumbered
 * and its places looked up, as a new answer does; the row in the database stays as it is.
 */
export function readAnswer<Row extends Stored>(row: Row, documents: SourceDocuments): Row {
  const old = row.sources.filter(isPassageSource);
  if (old.length === 0) return row;
  const passages = old.map(source => ({
    ...source,
    text: source.quote,
    relevance: 0,
    context: '',
    byMeaning: false,
  }));
  const question = row.metadata.searchedQuestion ?? '';
  const sources = createAnswerSources(passages, question, {
    badlyRecognised: documents.badlyRecognised,
    writtenByOffice: documents.writtenByOffice,
    contentOf: documents.contentOf,
    pagesAt: (documentId, spans) =>
      documents.pagesAt(documentId, spans).map((pages, index) => {
        if (pages.page !== null) return pages;
        // The document is gone: what was known of the passage.
        const span = spans[index];
        const page = old.find(
          source =>
            source.documentId === documentId &&
            span !== undefined &&
            source.start <= span.start &&
            span.start < source.end,
        )?.page;
        return { page: page ?? null, pageEnd: page ?? null };
      }),
  });
  const stream = createCitationStream(sources.numbered);
  const content = stream.pass(row.content) + stream.rest();
  const marks = stream.marks();
  const places = placesIn({ text: content, marks, passages: sources.analysed, question });
  const shown = sources.shown(places, stream.numberOf);
  const doubts = doubtsFrom(row.metadata.unverified ?? [], content);
  return {
    ...row,
    content,
    sources: shown.sources,
    metadata: {
      ...row.metadata,
      citations: shown.citations,
      ...(doubts.length > 0 ? { doubts } : {}),
    },
  };
}

function isPassageSource(source: Source): source is Source & PassageSource {
  return !('places' in source) || source.places === undefined;
}

/** Where words that were kept without their place stand in the answer. */
function doubtsFrom(unverified: readonly string[], content: string): Doubt[] {
  return unverified
    .flatMap(words => {
      const start = words === '' ? -1 : content.indexOf(words);
      return start < 0 ? [] : [{ kind: 'quotation' as const, start, end: start + words.length }];
    })
    .toSorted((one, other) => one.start - other.start);
}
