import type { HeldId } from '#main/platform/held-id.ts';
import type { SearchStore } from './store.ts';
import { measureBackground, type Background } from './vector-relevance.ts';

const SAMPLE = 200; // vectors; 20,000 pairs take some 10 ms
const REMEMBERED = 50; // chatbots

/**
 * How similar the unrelated passages of one chatbot are: measured among its own documents, so that what another chatbot
 * of the client knows does not weigh in relevance. Remembered until the documents change.
 */
export function createChatbotBackgrounds(
  store: Pick<SearchStore, 'vectorsOf'>,
): (fingerprint: string, documentIds: readonly HeldId[]) => Background {
  const known = new Map<string, Background>();
  return (fingerprint, documentIds) => {
    const key = [fingerprint, ...documentIds].join(' ');
    let background = known.get(key);
    if (background === undefined) {
      background = measureBackground(store.vectorsOf(documentIds, fingerprint, SAMPLE));
      known.set(key, background);
      if (known.size > REMEMBERED) known.delete(known.keys().next().value ?? '');
    }
    return background;
  };
}
