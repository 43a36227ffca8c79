import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createEmbeddedChat } from '#main/ai/embedded/embedded-chat.ts';
import { createEngines } from '#main/ai/inside/engines.ts';
import { createModelFiles } from '#main/ai/inside/model-files.ts';
import type { House } from '#main/features/house.ts';
import { createKeywordSearcher } from '#main/index/keyword-searcher.ts';
import { createKeywordIndexWriter } from '#main/index/keyword-writer.ts';
import { createLanceVectorIndex } from '#main/index/lance/lance-index.ts';
import { createPassageSource } from '#main/index/passage-source.ts';
import { createDrawing } from '#main/ingest/drawing/drawing.ts';
import { createExtraction } from '#main/ingest/extraction.ts';
import { preparePassages } from '#main/ingest/prepare-passages.ts';
import { READERS } from '#main/ingest/reader-version.ts';
import { createRecognition } from '#main/ingest/recognition/recognition.ts';
import { createModelConnections } from './model-connections.ts';

export type Adapters = ReturnType<typeof openAdapters>;

/** What stands behind the ports of the features: indexes, readers of files, models. */
export function openAdapters({ database, dataFolder, settings, storage, outbound }: House) {
  const sqlite = database.$client;
  const openSearcher = () => createKeywordSearcher({ databasePath: sqlite.name });
  const searcher = openSearcher();
  const vectorFolder = join(dataFolder, 'vectors');
  storage.onceWritable(() => void mkdirSync(vectorFolder, { recursive: true, mode: 0o700 }));
  const vectors = createLanceVectorIndex({ directory: vectorFolder });
  const limitsNow = () => settings.get().reading;
  const extraction = createExtraction({ limitsNow });
  // A pool of its own: a folder of documents that is being read keeps no visitor waiting.
  const visitorExtraction = createExtraction({ processes: 1, limitsNow });
  const drawing = createDrawing();
  const recognition = createRecognition();
  const engines = createEngines();
  const modelFiles = createModelFiles({
    folder: join(dataFolder, 'models'),
    storage,
    engines,
  });
  return {
    keywordIndex: {
      writer: createKeywordIndexWriter(sqlite),
      searcher,
      openChecker: openSearcher,
      source: createPassageSource(sqlite),
    },
    vectors,
    extraction,
    visitorExtraction,
    drawing,
    recognition,
    passagesOf: preparePassages,
    readers: READERS,
    connect: createModelConnections(outbound, { engines, ...modelFiles }),
    modelFiles,
    embedded: createEmbeddedChat(),
    async close() {
      await engines.close();
      await drawing.close();
      await visitorExtraction.close();
      await extraction.close();
      await recognition.close();
      await vectors.close();
      await searcher.close();
    },
  };
}
