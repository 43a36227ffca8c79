import type { PageLayout } from '#shared/contract/document.ts';
import type { MadeFile } from '#shared/contract/files.ts';
import { FoyerError } from '#shared/errors.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { Drawing, PageSpan, PlacedWord, Span } from '#main/ingest/ports.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { requireContent } from '#main/platform/stored-content.ts';
import type { Passwords } from './passwords.ts';
import type { DocumentRow, DocumentStore } from './store.ts';

/** Words that were recognised in the picture of a page; null when it is none, and has its own words. */
export type RecognisedWords = (documentId: HeldId, page: number) => PlacedWord[] | null;

type Dependencies = {
  store: DocumentStore;
  files: ContentStore;
  drawing: Drawing;
  recognisedWords: RecognisedWords;
  passwords: Pick<Passwords, 'of'>;
  /** Throws `resource.not_found` for what is out of reach. */
  get: (scope: ClientScope, id: string) => DocumentRow;
};

type Passage = { chunkId?: string | undefined; start?: number | undefined; end?: number | undefined };
type LayoutAsked = Passage & { id: string; page?: number | undefined };

/** Pages are drawn otherwise from this number on: what browsers have kept is asked for anew. */
const DRAWN_AS = 1;
/** Widths are rounded up to these steps, so that a window that is pulled wider asks for few pages. */
const WIDTH_STEP = 100;

/** What a person sees of a document: its pages as they look, and where a passage stands on them. */
export function createLooking({ store, files, drawing, recognisedWords, passwords, get }: Dependencies) {
  function readDocument(scope: ClientScope, id: string) {
    const row = get(scope, id);
    const kind = drawing.kindOf(row.mediaType);
    const stored = store.text(row.id);
    if (kind === null || stored === null || stored.pages.length === 0)
      throw new FoyerError('document.page_not_drawable', 'The document has no pages to look at');
    const password = row.lock === null ? null : passwords.of(row);
    if (row.lock !== null && password === null)
      throw new FoyerError('document.encrypted', 'The password of the document is not kept');
    return { row, kind, password, ...stored };
  }

  /** Both as the viewer counts them. */
  function pageAt(pages: readonly PageSpan[], page: number): PageSpan {
    const span = pages[page - 1];
    if (span === undefined) throw new FoyerError('resource.not_found', `No page ${page}`);
    return span;
  }

  function spanOf(row: DocumentRow, { chunkId, start, end }: Passage): Span | null {
    if (chunkId === undefined) return start === undefined || end === undefined ? null : { start, end };
    const passage = store.passage(row.id, Number(chunkId));
    if (passage === null) throw new FoyerError('resource.not_found', `No passage ${chunkId}`);
    return passage;
  }

  /** The page that a passage begins on; the first one without a passage. */
  function firstPage(pages: readonly PageSpan[], span: Span | null): number {
    const at = span === null ? 0 : pages.findIndex(page => span.start < page.end);
    return at < 0 ? pages.length : at + 1;
  }

  return {
    pageImage(
      scope: ClientScope,
      { id, page, width }: { id: string; page: number; width: number },
      signal: AbortSignal | undefined,
    ): MadeFile {
      const { row, kind, password, pages } = readDocument(scope, id);
      const { number } = pageAt(pages, page);
      const drawnWidth = Math.ceil(width / WIDTH_STEP) * WIDTH_STEP;
      return {
        fileName: `${row.title} - ${number}.webp`,
        mediaType: 'image/webp',
        mark: `${row.contentHash.slice(0, 32)}-${number}-${drawnWidth}-${DRAWN_AS}`,
        async bytes() {
          const path = await requireContent(files, row);
          return (await drawing.image({ path, kind, page: number, password, width: drawnWidth, signal }))
            .bytes;
        },
      };
    },

    async pageLayout(
      scope: ClientScope,
      asked: LayoutAsked,
      signal: AbortSignal | undefined,
    ): Promise<PageLayout> {
      const { row, kind, password, text, pages } = readDocument(scope, asked.id);
      const span = spanOf(row, asked);
      const page = asked.page ?? firstPage(pages, span);
      const { number, start, end } = pageAt(pages, page);
      const isHere = span !== null && span.start < end && span.end > start;
      const passage = isHere
        ? {
            text: text.slice(start, end),
            span: { start: span.start - start, end: span.end - start },
            words: recognisedWords(row.id, number),
          }
        : null;
      const path = await requireContent(files, row);
      return { page, ...(await drawing.layout({ path, kind, page: number, password, passage, signal })) };
    },
  };
}
