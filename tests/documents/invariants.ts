import type { ExtractedDocument, PreparedPassage } from '#main/ingest/ports.ts';

/**
 * What is wrong with an extracted document, in words; empty when it keeps every promise of the ports: clean NFC
 * text, blocks and pages in order within it, passages that are exact slices and cover all of it.
 */
export function brokenInvariants(
  document: ExtractedDocument,
  passages: readonly Omit<PreparedPassage, 'terms'>[],
): string[] {
  const { text, blocks, pages } = document;
  const broken: string[] = [];
  const check = (holds: boolean, what: string): void => {
    if (!holds) broken.push(what);
  };
  check(text === text.normalize('NFC'), 'text is not NFC');
  check(
    !/(?![\n\t])[\p{Cc}\ufeff\p{Surrogate}]/u.test(text),
    'text has control characters or lone surrogates',
  );
  let position = 0;
  for (const block of blocks) {
    const shown = `${block.kind} ${block.start}-${block.end}`;
    check(
      block.start >= position && block.end > block.start && block.end <= text.length,
      `block out of order: ${shown}`,
    );
    check(
      /\S/u.test(text.charAt(block.start)) || block.kind === 'code',
      `block starts with white space: ${shown}`,
    );
    check((block.kind === 'heading') === (block.level !== null), `level of ${shown}`);
    check(!/\S/u.test(text.slice(position, block.start)), `text before ${shown} belongs to no block`);
    position = block.end;
  }
  check(!/\S/u.test(text.slice(position)), 'text after the last block belongs to no block');
  let pageEnd: number | null = null;
  for (const page of pages) {
    check(pageEnd === null || page.start === pageEnd, `page ${page.number} does not follow the one before`);
    check(page.end >= page.start && page.end <= text.length, `page ${page.number} out of range`);
    pageEnd = page.end;
  }
  check(pageEnd === null || pageEnd === text.length, 'the last page does not end with the text');
  let covered = 0;
  let start = -1;
  for (const [index, passage] of passages.entries()) {
    check(passage.ordinal === index, `ordinal of passage ${index}`);
    check(passage.start > start, `passage ${index} does not advance`);
    check(text.slice(passage.start, passage.end) === passage.text, `passage ${index} is not a slice`);
    check(
      passage.text.trim() === passage.text && passage.text !== '',
      `passage ${index} has white space around it`,
    );
    check(!/\S/u.test(text.slice(covered, passage.start)), `text before passage ${index} is lost`);
    check((passage.page === null) === (pages.length === 0), `page of passage ${index}`);
    covered = passage.end;
    start = passage.start;
  }
  check(!/\S/u.test(text.slice(covered)), 'text after the last passage is lost');
  return broken;
}
