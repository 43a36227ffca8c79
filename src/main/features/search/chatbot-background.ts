import type { HeldId } from '#main/platform/held-id.ts';
import type { SearchStore } from './store.ts';
import { measureBackground, type Background } from './vector-relevance.ts';

const SAMPLE = 200; // vectors; 20,000 pairs take some 10 ms

/**
 * How similar the unrelated passages of one chatbot are: measured among its own documents, so that what another chatbot
 * of the client knows does not weigh in relevance. Remembered as long as the list of documents is the same one.
 */
export function createChatbotBackgrounds(
  store: Pick<SearchStore, 'vectorsOf'>,
): (fingerprint: string, documentIds: readonly HeldId[]) => Background {
  const known = new WeakMap<readonly HeldId[], Map<string, Background>>();
  return (fingerprint, documentIds) => {
    const measured = known.get(documentIds) ?? new Map<string, Background>();
    known.set(documentIds, measured);
    let background = measured.get(fingerprint);
    if (background === undefined) {
      background = measureBackground(store.vectorsOf(documentIds, fingerprint, SAMPLE));
      measured.set(fingerprint, background);
    }
    return background;
  };
}
