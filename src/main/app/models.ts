import { createEmbeddedChat } from '#main/ai/embedded/embedded-chat.ts';
import type { Journal } from '#main/db/audit/journal.ts';
import type { Database } from '#main/db/connection.ts';
import { createModelService, createModelStore } from '#main/features/models/index.ts';
import { createEmbeddingIndex, EMBED_JOB, type SearchStore } from '#main/features/search/index.ts';
import type { VectorIndex } from '#main/index/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { Log } from '#main/platform/log.ts';
import type { Outbound } from '#main/platform/outbound/index.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';
import { createModelConnections } from './model-connections.ts';

type Dependencies = {
  database: Database;
  outbound: Outbound;
  secrets: Secrets;
  journal: Journal;
  changes: Changes;
  clock: Clock;
  log: Log;
  jobs: Jobs;
  searchStore: SearchStore;
  vectors: VectorIndex;
  allClientIds: () => string[];
};

/** The models that are there, and the vectors that the chosen one makes. */
export function createModels({
  database,
  outbound,
  secrets,
  journal,
  allClientIds,
  ...shared
}: Dependencies) {
  const { changes, clock, log, jobs, searchStore, vectors } = shared;
  const connections = createModelConnections(outbound);
  const embedded = createEmbeddedChat();
  const models = createModelService({
    store: createModelStore(database),
    secrets,
    journal,
    changes,
    clock,
    connect: connections,
    embedded,
    onEmbeddingChanged: () => embeddingIndex.embedderChanged(allClientIds()),
  });
  const embeddingIndex = createEmbeddingIndex({
    store: searchStore,
    vectors,
    jobs,
    changes,
    clock,
    log,
    chosenEmbedder: models.chosenEmbedder,
    embedderOf: models.embedderOf,
  });
  jobs.register(EMBED_JOB, embeddingIndex.handler);
  return { connections, models, embeddingIndex };
}
