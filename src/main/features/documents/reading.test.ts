import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReadingWarning } from '#shared/contract/document.ts';
import { allClients, wholeClients } from '#main/db/client-scope.ts';
import { createGroupCommit } from '#main/db/group-commit.ts';
import { createKeywordIndexWriter } from '#main/index/keyword-writer.ts';
import type { PreparedDocument } from '#main/ingest/ports.ts';
import { NOTHING_RECOGNISED } from '#main/ingest/recognition/recognised-page.ts';
import { preparePassages } from '#main/ingest/prepare-passages.ts';
import { createChanges } from '#main/platform/changes.ts';
import { systemClock } from '#main/platform/clock.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { createEventsStandIn } from '../../../../tests/support/events-stand-in.ts';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { createLiveProgress } from './live-progress.ts';
import { createPageNumbers } from './page-numbers.ts';
import { createReadingJob } from './reading.ts';
import { createDocumentStore, type DocumentStore } from './store.ts';
import { roomyStorage } from '../../../../tests/support/storage-stand-in.ts';
import { plantedId } from '../../../../tests/support/planted-id.ts';

const AT = '2026-01-01T00:00:00.000Z';
const TEXT = 'La place au port coûte cent euros par mois, toutes charges comprises.';
const WARNING: ReadingWarning = { kind: 'garbled', unread: 2, total: 9, unit: 'pages', places: ['3', '4'] };

describe('the reading of a document', () => {
  let base: ReturnType<typeof openTemporaryDatabase>;
  let store: DocumentStore;
  /** What the reader gives, once it is let go on. */
  let reader: { resolve: (document: PreparedDocument) => void; asked: Promise<void> };
  let job: ReturnType<typeof createReadingJob>;
  const ready: [string, string[]][] = [];

  beforeEach(() => {
    base = openTemporaryDatabase();
    base.database.$client.exec(`insert into clients (id, name, language, active, created_at, updated_at)
      values ('c', 'Bureau', 'fr', 1, '${AT}', '${AT}')`);
    const keywords = createKeywordIndexWriter(base.database.$client);
    store = createDocumentStore(base.database, keywords, createPageNumbers(base.database), {
      version: 1,
      better: [],
      forPictures: [],
    });
    ready.length = 0;
    const { events } = createEventsStandIn();
    const asking = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<PreparedDocument>();
    reader = { resolve: answer.resolve, asked: asking.promise };
    const files: ContentStore = {
      stage: () => Promise.reject(new Error('not written here')),
      write: () => Promise.reject(new Error('not written here')),
      pathOf: () => '/nowhere',
      has: () => Promise.resolve(true),
      remove: () => Promise.resolve(),
      removeClient: () => Promise.resolve(),
      sizeOf: () => Promise.resolve({ files: 0, bytes: 0 }),
      all: () => Promise.resolve([]),
      clean: () => Promise.resolve(),
    };
    job = createReadingJob({
      store,
      together: createGroupCommit(base.database.$client),
      files,
      extraction: {
        prepare() {
          asking.resolve();
          return answer.promise;
        },
        showsPictures: () => Promise.reject(new Error('not looked at here')),
        tryPassword: () => Promise.reject(new Error('not tried here')),
        close: () => Promise.resolve(),
      },
      passagesOf: preparePassages,
      progress: createLiveProgress(),
      events,
      changes: createChanges(),
      whenWritable: roomyStorage().whenWritable,
      clock: systemClock,
      log: createSilentLog(),
      readerVersion: 7,
      recognising: { before: () => NOTHING_RECOGNISED, after: () => null, forget: () => undefined },
      passwords: { of: () => null, keptFor: () => null, release: () => undefined },
      takePlace: document => store.takePlace(document, AT),
      applyToNew: () => undefined,
      onReady: (document, setAside) => ready.push([document.id, setAside.map(({ id }) => id)]),
    });
  });
  afterEach(() => base.close());

  function keep(id: string, replaces: string | null = null): void {
    store.insert(
      {
        id: plantedId(id),
        clientId: plantedId('c'),
        fileName: `${id}.txt`,
        title: id,
        contentHash: id,
        size: 1,
        state: 'queued',
        passageCount: 0,
        replaces: replaces === null ? null : plantedId(replaces),
        origin: 'upload',
        createdAt: AT,
        updatedAt: AT,
      },
      [],
    );
  }
  function prepared(fileName: string): PreparedDocument {
    const cuttable = { language: 'fr' as const, text: TEXT, pages: [], blocks: [] };
    return {
      ...cuttable,
      title: 'Tarif du port',
      ownTitle: 'Tarif du port',
      heading: null,
      pictures: [],
      within: [],
      uncertain: [],
      lock: null,
      warnings: [WARNING],
      mediaType: 'text/plain',
      passages: preparePassages({ ...cuttable, name: 'Tarif du port', fileName }),
    };
  }
  const run = (documentId: string) =>
    job.run({
      id: 'job',
      clientId: 'c',
      payload: { documentId },
      attempt: 1,
      completedStep: null,
      signal: new AbortController().signal,
      completeStep: () => undefined,
      progress: () => undefined,
    });

  it('keeps what the reader could not read, what the file says of itself, and which readers they were', async () => {
    keep('a');
    reader.resolve(prepared('a.txt'));
    await run('a');
    expect(store.get(allClients, 'a')).toMatchObject({
      state: 'ready',
      warnings: [WARNING],
      ownTitle: 'Tarif du port',
      title: 'Tarif du port',
      searchedName: 'Tarif du port a',
      readerVersion: 7,
    });
    expect(ready).toEqual([['a', []]]);
  });

  it('does not bring back a document whose place was taken meanwhile', async () => {
    keep('old');
    keep('new', 'old');
    const reading = run('old');
    await reader.asked;
    const newer = store.get(allClients, 'new');
    if (!newer) throw new Error('not stored');
    store.takePlace(newer, AT);
    reader.resolve(prepared('old.txt'));
    await expect(reading).rejects.toMatchObject({ code: 'document.interrupted' });
    job.onEnd?.({ id: 'job', payload: { documentId: 'old' } }, 'cancelled', 'document.interrupted');
    expect(store.get(allClients, 'old')).toMatchObject({
      state: 'set_aside',
      replacedBy: 'new',
      passageCount: 0,
    });
    expect(store.storedPassageCount(plantedId('old'))).toBe(0);
    await run('old'); // its second attempt
    expect(ready).toEqual([]);
  });

  it('does not take back a name that a person gave while it went on', async () => {
    keep('a');
    const reading = run('a');
    await reader.asked;
    store.update(plantedId('a'), { givenTitle: 'Prix', title: 'Prix', searchedName: null });
    reader.resolve(prepared('a.txt'));
    await reading;
    expect(store.get(allClients, 'a')).toMatchObject({
      title: 'Prix',
      ownTitle: 'Tarif du port',
      searchedName: null,
    });
    expect(store.misnamed(wholeClients(['c']), 9).map(({ id }) => id)).toEqual(['a']);
  });
});
