import type { DocumentBuilder } from '../document-builder.ts';
import type { BlockKind } from '../ports.ts';

const DEEPEST_LEVEL = 6;

/** A builder whose headings stand so many levels deeper: below the heading of the part that they are in. */
export function belowHeading(builder: DocumentBuilder, levels: number): DocumentBuilder {
  const lowered = (level: number | null): number | null =>
    level === null ? null : Math.min(DEEPEST_LEVEL, level + levels);
  return {
    ...builder,
    add: (kind: BlockKind, text: string, level: number | null = null) =>
      builder.add(kind, text, lowered(level)),
    begin: (kind: BlockKind, level: number | null) => builder.begin(kind, lowered(level)),
  };
}
