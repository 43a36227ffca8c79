import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { DOCUMENT_ADDED } from './events.ts';
import type { DocumentRow, DocumentStore } from './store.ts';

type Dependencies = {
  store: DocumentStore;
  events: Events;
  clock: Clock;
  queueReading: (document: DocumentRow) => void;
};

type Added = Pick<
  DocumentRow,
  'id' | 'clientId' | 'fileName' | 'title' | 'givenTitle' | 'contentHash' | 'size' | 'replaces' | 'origin'
>;

/** Adds a document of content that is stored, and has it read; inside a transaction of the caller. */
export function createAdding({ store, events, clock, queueReading }: Dependencies) {
  return function add(document: Added, chatbotIds: readonly HeldId[]): DocumentRow {
    const { id, clientId, origin, size } = document;
    const at = clock.now().toISOString();
    const fresh = { state: 'queued', passageCount: 0, createdAt: at, updatedAt: at } as const;
    const row = store.insert({ ...document, ...fresh }, chatbotIds);
    events.record(DOCUMENT_ADDED, { clientId, subjectId: id, payload: { origin, size } });
    queueReading(row);
    return row;
  };
}
