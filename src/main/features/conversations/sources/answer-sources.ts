import type { MessageMetadata, Source, SourcePlace } from '#shared/contract/messages.ts';
import type { GroundedPassage } from '../grounding.ts';
import { analysePassage, type AnalysedPassage } from './analysed-passage.ts';
import type { CitationMark } from './citation-stream.ts';
import type { CitedPlace } from './cited-places.ts';
import type { SourceDocuments } from './ports.ts';
import { supportingParts } from './supporting-parts.ts';

type Places = ReadonlyMap<CitationMark, readonly CitedPlace[]>;
type Citations = NonNullable<MessageMetadata['citations']>;
/** A place before its pages are looked up. */
type Placed = Omit<SourcePlace, 'page' | 'pageEnd'> & { marks: CitationMark[] };

/**
 * The sources of one answer: a document and its copies are one, with the places that are cited.
 * @param passages those offered to the model
 * @param question as it was searched: it decides which words of a passage that is not cited are shown
 */
export function createAnswerSources(
  passages: readonly GroundedPassage[],
  question: string,
  documents: SourceDocuments,
) {
  const contents = documents.contentOf([...new Set(passages.map(({ documentId }) => documentId))]);
  const keyOf = ({ documentId }: GroundedPassage) => contents.get(documentId) ?? documentId;
  const analysed = passages.map(analysePassage);
  const byNumber = new Map(
    passages.map((passage, index) => [passage.number, { passage, read: analysed[index] }]),
  );
  /** For passages that are not cited; asked once for each. */
  const openings = new Map<number, CitedPlace | null>();

  function openingOf(number: number, read: AnalysedPassage): CitedPlace | null {
    const known = openings.get(number);
    if (known !== undefined) return known;
    const [support] = supportingParts(read, { sentence: '', question });
    const opening =
      support === undefined
        ? null
        : { passage: number, start: support.start, end: support.end, header: support.header?.text ?? null };
    openings.set(number, opening);
    return opening;
  }

  /** Where words of a passage stand in its document; a head repeated above a passage is none of them. */
  function placed(place: CitedPlace, cited: boolean): Placed | null {
    const passage = byNumber.get(place.passage)?.passage;
    if (passage === undefined) return null;
    if (passage.edited) {
      const { start, end, heading } = passage;
      const quote = passage.text.slice(place.start, place.end);
      return { quote, start, end, heading, header: place.header, cited, edited: true, marks: [] };
    }
    const above = Math.max(0, passage.text.length - (passage.end - passage.start));
    const from = Math.max(above, place.start);
    if (from >= place.end) return null;
    return {
      quote: passage.text.slice(from, place.end),
      start: passage.start + from - above,
      end: passage.start + place.end - above,
      heading: passage.heading,
      header: place.header,
      cited,
      marks: [],
    };
  }

  /** The places of one source: cited ones in the order of the answer, then one of each passage that is not cited. */
  function placesOf(key: string, places: Places): Placed[] {
    const own = passages.filter(passage => keyOf(passage) === key);
    const found: Placed[] = [];
    const add = (place: Placed | null, mark: CitationMark | null): void => {
      if (place === null) return;
      const same = found.find(other => overlaps(other, place));
      if (same === undefined) found.push({ ...place, marks: mark === null ? [] : [mark] });
      else {
        if (mark !== null) same.marks.push(mark);
        if (place.start <= same.start && place.end >= same.end) Object.assign(same, spanOf(place));
      }
    };
    for (const [mark, cited] of places)
      for (const place of cited)
        if (own.some(({ number }) => number === place.passage)) add(placed(place, true), mark);
    const citedPassages = new Set([...places].flatMap(([, cited]) => cited.map(({ passage }) => passage)));
    for (const { number } of own) {
      const read = byNumber.get(number)?.read;
      if (read === undefined || citedPassages.has(number)) continue;
      const opening = openingOf(number, read);
      if (opening !== null) add(placed(opening, false), null);
    }
    return found;
  }

  function sourceOf(
    key: string,
    number: number | null,
    places: Places,
  ): { source: Source; placed: Placed[] } | null {
    const [best] = passages.filter(passage => keyOf(passage) === key);
    const found = placesOf(key, places);
    if (best === undefined || found.length === 0) return null;
    const pages = documents.pagesAt(best.documentId, found);
    const isBadly = documents.badlyRecognised(best.documentId);
    const shown = found.map(({ marks: _marks, ...place }, index): SourcePlace => {
      const { page, pageEnd } = pages[index] ?? { page: null, pageEnd: null };
      return {
        ...place,
        page,
        pageEnd,
        ...(isBadly?.({ ...place, page, pageEnd }) && { badlyRecognised: true }),
      };
    });
    const [first] = shown;
    if (first === undefined) return null;
    const { page, pageEnd, heading, quote, start, end } = first;
    const byOffice = documents.writtenByOffice(best.documentId);
    return {
      placed: found,
      source: {
        number,
        documentId: best.documentId,
        title: best.title,
        page,
        pageEnd,
        heading,
        quote,
        start,
        end,
        score: best.score,
        cited: number !== null,
        ...(byOffice !== null && { byOffice }),
        places: shown,
      },
    };
  }

  return {
    analysed,
    /** The passages as the renumbering of citations takes them. */
    numbered: passages.map(passage => ({
      number: passage.number,
      text: passage.text,
      source: keyOf(passage),
    })),
    /**
     * The sources as they are shown: those cited by their number, then those that were read.
     * @param numberOf the number of a source, or null while it is not cited
     */
    shown(
      places: Places,
      numberOf: (source: string) => number | null,
    ): { sources: Source[]; citations: Citations } {
      const keys = [...new Set(passages.map(keyOf))];
      const found = keys.flatMap(key => sourceOf(key, numberOf(key), places) ?? []);
      const ordered = found.toSorted(
        (one, other) => (one.source.number ?? found.length + 1) - (other.source.number ?? found.length + 1),
      );
      const placeOf = (mark: CitationMark) =>
        ordered
          .find(({ source }) => source.number === mark.number)
          ?.placed.findIndex(({ marks }) => marks.includes(mark)) ?? 0;
      return {
        sources: ordered.map(({ source }) => source),
        citations: [...places.keys()].map(mark => ({
          at: mark.at,
          number: mark.number,
          place: Math.max(0, placeOf(mark)),
        })),
      };
    },
  };
}

function overlaps(one: Placed, other: Placed): boolean {
  // Edited words stand in no place of their own within their passage.
  if (one.edited || other.edited) return one.start === other.start && one.quote === other.quote;
  return one.start < other.end && other.start < one.end;
}

function spanOf({ quote, start, end, header }: Placed) {
  return { quote, start, end, header };
}
