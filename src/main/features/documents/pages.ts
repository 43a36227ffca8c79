import type { DocumentPage } from '#shared/contract/document.ts';
import { FoyerError } from '#shared/errors.ts';
import type { Block, PageSpan, Span } from '#main/ingest/ports.ts';

const SLICE_CHARACTERS = 6_000; // two printed pages: enough to read around a passage, quick to draw

/** The pages of a text: the file's own, or slices at structural limits for formats without pages. */
export function slicesOf(text: string, pages: readonly PageSpan[], blocks: readonly Block[]): Span[] {
  if (pages.length > 0) return pages.map(({ start, end }) => ({ start, end }));
  const slices: Span[] = [];
  let start = 0;
  for (const block of blocks) {
    if (block.start > start && block.end - start > SLICE_CHARACTERS) {
      slices.push({ start, end: block.start });
      start = block.start;
    }
  }
  slices.push({ start, end: text.length });
  return slices;
}

type Where = { page: number | undefined; offset: number | undefined };
type Meta = Pick<DocumentPage, 'documentId' | 'title' | 'fileName' | 'mediaType'>;

/**
 * One page with its blocks, clipped to it. Throws `resource.not_found` for a page that does not exist.
 *
 * @param meta `canBeDrawn`: whether pages of this kind, where there are some, can be looked at; `isLocked`: that it takes
 * a password that is not kept
 */
export function pageOf(
  stored: { text: string; pages: readonly PageSpan[]; blocks: readonly Block[] },
  where: Where,
  { canBeDrawn, isLocked, ...meta }: Meta & { canBeDrawn: boolean; isLocked: boolean },
): DocumentPage {
  const { text, pages, blocks } = stored;
  const slices = slicesOf(text, pages, blocks);
  const index = where.offset === undefined ? (where.page ?? 1) - 1 : sliceHolding(slices, where.offset);
  const slice = slices[index];
  if (!slice) throw new FoyerError('resource.not_found', `No page ${index + 1}`);
  return {
    ...meta,
    page: index + 1,
    pageCount: slices.length,
    paged: pages.length > 0,
    drawable: pages.length > 0 && canBeDrawn && !isLocked,
    locked: pages.length > 0 && canBeDrawn && isLocked,
    start: slice.start,
    end: slice.end,
    blocks: blocksWithin(text, blocks, slice),
  };
}

function sliceHolding(slices: readonly Span[], offset: number): number {
  const after = slices.findIndex(slice => offset < slice.end);
  return after < 0 ? slices.length - 1 : after;
}

function blocksWithin(text: string, blocks: readonly Block[], slice: Span): DocumentPage['blocks'] {
  const within = blocks
    .filter(block => block.start < slice.end && block.end > slice.start)
    .map(block => {
      const start = Math.max(block.start, slice.start);
      const end = Math.min(block.end, slice.end);
      return { kind: block.kind, level: block.level, start, end, text: text.slice(start, end) };
    });
  if (within.length > 0 || slice.end === slice.start) return within;
  return [{ kind: 'paragraph', level: null, ...slice, text: text.slice(slice.start, slice.end) }];
}
