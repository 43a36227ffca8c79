import type { Message, Source } from '#shared/contract/messages.ts';
import { shownPlaces } from '#shared/lib/source-pages.ts';

/** A source that is looked at: of which answer, which document, and which of its places. */
export type ShownSource = {
  messageId: string;
  documentId: string;
  place: number;
  /** As it was quoted before the answer, which places it otherwise: what is looked at stays. */
  quoted?: Source;
};

/** The source that is shown, with a place that it has; null once it is gone. */
export function sourceShown(
  messages: readonly Message[],
  shown: ShownSource | null,
): { source: Source; place: number } | null {
  const message = messages.find(({ id }) => id === shown?.messageId);
  const source =
    message && (shown?.quoted ?? message.sources.find(({ documentId }) => documentId === shown?.documentId));
  if (source === undefined || shown === null) return null;
  return { source, place: Math.min(shown.place, shownPlaces(source.places).length - 1) };
}
