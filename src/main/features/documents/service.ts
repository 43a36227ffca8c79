import type { DocumentSort } from '#shared/contract/documents.ts';
import type { Document, SameNameChoice } from '#shared/contract/document.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError, type ErrorCode } from '#shared/errors.ts';
import { allClients, narrowScope, wholeClients, type ClientScope } from '#main/db/client-scope.ts';
import type { GroupCommit } from '#main/db/group-commit.ts';
import type { Journal } from '#main/features/audit/index.ts';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { Drawing, Extraction } from '#main/ingest/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import { contentKey, type ContentLocks } from '#main/platform/content-locks.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { requireContent, storedSize } from '#main/platform/stored-content.ts';
import { createComparing } from './comparing.ts';
import { createDeletions } from './deletions.ts';
import { createDescribing } from './describe.ts';
import type { DocumentFilter } from './document-list.ts';
import { DOCUMENT_REMOVED } from './events.ts';
import { readableTitle } from './file-names.ts';
import type { IncomingContent } from './incoming.ts';
import { createItemsOfSources } from './items-of-sources.ts';
import { filesUnder, sampleFiles } from './local-files.ts';
import type { JudgementStore } from './judgement-store.ts';
import type { LiveProgress } from './live-progress.ts';
import { createLooking, type RecognisedWords } from './looking.ts';
import { judgedTitle, type Naming } from './naming.ts';
import type { PageNumbers } from './page-numbers.ts';
import type { Passwords } from './passwords.ts';
import { READ_JOB } from './reading.ts';
import type { Readers } from './outdated.ts';
import type { RecognisingService } from './recognising.ts';
import type { DocumentRow, DocumentStore } from './store.ts';
import { createTaking, type Target } from './taking.ts';
import type { Versions } from './versions.ts';
import { createUnlocking } from './unlocking.ts';
import { createViewing } from './viewing.ts';
import { createWriting } from './written.ts';

type Dependencies = {
  store: DocumentStore;
  together: GroupCommit;
  files: ContentStore;
  locks: ContentLocks;
  jobs: Jobs;
  chatbots: ChatbotService;
  pageNumbers: PageNumbers;
  judgements: JudgementStore;
  drawing: Drawing;
  recognisedWords: RecognisedWords;
  progress: LiveProgress;
  recognising: RecognisingService;
  passwords: Passwords;
  extraction: Pick<Extraction, 'tryPassword'>;
  naming: Naming;
  versions: Versions;
  readers: Readers;
  dataFolder: string;
  maxFileBytes: () => number;
  journal: Journal;
  events: Events;
  changes: Changes;
  clock: Clock;
  /** Removes what is derived outside SQLite. */
  onRemoved: (document: DocumentRow) => Promise<void>;
};

const LOCAL_FILES_AT_ONCE = 4; // each waits for the disk several times
/** Readings queued in one transaction, so that a thousand of them hold up no answer. */
const QUEUED_AT_ONCE = 50;

export type DocumentService = ReturnType<typeof createDocumentService>;

export function createDocumentService(dependencies: Dependencies) {
  const { store, together, files, locks, jobs, chatbots, progress, naming, versions } = dependencies;
  const { drawing, recognising, passwords, readers, dataFolder, maxFileBytes } = dependencies;
  const { recognisedWords, journal, events, changes, clock, onRemoved } = dependencies;
  const now = () => clock.now().toISOString();
  const describe = createDescribing({ store, progress, recognising, readers });
  const deletions = createDeletions();
  const takeAll = createTaking({
    ...dependencies,
    deletions,
    queueReading,
    readAgain: row => readAgain(row),
    settle: versions.settle,
  });

  function get(scope: ClientScope, id: string): DocumentRow {
    const row = store.get(scope, id);
    if (!row) throw new FoyerError('resource.not_found', `No document ${id}`);
    return row;
  }

  function describeRow(scope: ClientScope, row: DocumentRow): Document {
    const [described] = describe(scope, [row]);
    if (!described) throw new FoyerError('resource.not_found', `No document ${row.id}`);
    return described;
  }

  const describeOne = (scope: ClientScope, id: string): Document => describeRow(scope, get(scope, id));

  const announce = ({ clientId, id }: DocumentRow) => changes.publish({ topic: 'documents', clientId, id });

  function record(action: Parameters<Journal['record']>[0]['action'], row: DocumentRow): void {
    journal.record({ action, targetId: row.id, targetLabel: row.fileName, clientId: row.clientId });
  }

  function queueReading(document: Pick<DocumentRow, 'id' | 'clientId' | 'fileName'>): void {
    jobs.enqueue(READ_JOB, {
      label: document.fileName,
      clientId: document.clientId,
      payload: { documentId: document.id },
      idempotencyKey: `${READ_JOB.type}:${document.id}`,
    });
  }

  /** What was tried again, was dismissed or is gone does not stay among the failed tasks. */
  const forgetFailures = (documentId: string) => jobs.forgetFailures(READ_JOB, { documentId });

  /** Only persons ask for it. */
  function readAgain(row: DocumentRow, { recorded = true } = {}): DocumentRow {
    if (recorded) record('documents.read_again', row);
    forgetFailures(row.id);
    const change = { state: 'queued', failure: null, updatedAt: now() } as const;
    store.update(row.id, change);
    queueReading(row);
    announce(row);
    return { ...row, ...change };
  }

  /** The chatbots of one client, all within reach. */
  function requireChatbots(scope: ClientScope, clientId: string, chatbotIds: readonly string[]): HeldId[] {
    return chatbotIds.map(id => {
      const bot = chatbots.get(scope, id);
      if (bot.clientId !== clientId)
        throw new FoyerError('resource.not_found', `No chatbot ${id} of this client`);
      return bot.id;
    });
  }

  async function receive(
    scope: ClientScope,
    target: Target,
    incoming: AsyncIterable<IncomingContent>,
    options: Parameters<typeof takeAll>[3],
  ): Promise<Document[]> {
    const taken = await takeAll(scope, target, incoming, options);
    // The first of many may have been deleted again before the last one came: it is not told as taken.
    const there = new Set(store.some(taken.map(({ row }) => row.id)).map(({ id }) => id));
    const told = taken.filter(({ row }) => there.has(row.id));
    if (told.length === 0 && taken.length > 0)
      throw new FoyerError('resource.conflict', 'The document was deleted while it was being sent');
    return describe(
      scope,
      told.map(({ row }) => row),
      told,
    );
  }

  /**
   * Under the lock of its bytes, so that no file of the same content comes in between. When one came in since the
   * deletion was asked for, and was answered with this document, the deletion was before: the document stays.
   */
  async function removeOne(row: DocumentRow): Promise<void> {
    const turn = (isCalledOff: () => boolean) =>
      locks(contentKey(row.clientId, row.contentHash), async () => {
        if (isCalledOff()) return;
        recognising.stop(row);
        passwords.release(row.id);
        jobs.cancelByKey(`${READ_JOB.type}:${row.id}`);
        forgetFailures(row.id);
        store.transaction(() => {
          store.remove(row);
          events.record(DOCUMENT_REMOVED, { clientId: row.clientId, subjectId: row.id, payload: {} });
        });
        await onRemoved(row);
        recognising.forget(row);
        if (store.needsContent(wholeClients([row.clientId]), row.contentHash)) return;
        await files.remove(row.clientId, row.contentHash);
      });
    await deletions.waiting(row.id, turn);
  }

  return {
    list(
      scope: ClientScope,
      input: DocumentFilter & {
        clientId?: string | undefined;
        limit: number;
        cursor?: string | undefined;
        sort: DocumentSort;
        order: 'asc' | 'desc';
      },
    ) {
      const { clientId, limit, cursor, sort, order, ...filter } = input;
      const within = narrowScope(scope, clientId);
      const { items, nextCursor } = store.list(within, filter, { sort, order, limit, cursor });
      return { items: describe(within, items), nextCursor, totals: store.totals(within, filter.chatbotId) };
    },

    totals: (scope: ClientScope) => store.totals(scope, undefined),

    get: (scope: ClientScope, id: string): Document => describeOne(scope, id),

    receive: (scope: ClientScope, target: Target, incoming: AsyncIterable<IncomingContent>) =>
      receive(scope, target, incoming, { origin: 'upload', atOnce: 1 }), // one body, read in order

    async addPaths(
      scope: ClientScope,
      input: {
        chatbotId: string;
        otherChatbotIds: readonly string[];
        paths: readonly string[];
        onSameName: SameNameChoice;
      },
    ) {
      const { chatbotId, otherChatbotIds, paths, onSameName } = input;
      const rejected: { path: string; code: ErrorCode }[] = [];
      const reject = (path: string, code: ErrorCode) => void rejected.push({ path, code });
      const documents = await receive(
        scope,
        { chatbotIds: [chatbotId, ...otherChatbotIds], onSameName },
        filesUnder(paths, { dataFolder, maxBytes: maxFileBytes() }, reject),
        { origin: 'folder', atOnce: LOCAL_FILES_AT_ONCE, onRejected: reject },
      );
      return { documents, rejected, onSameName };
    },

    addSample: (scope: ClientScope, chatbotId: string, language: Language) =>
      receive(scope, { chatbotIds: [chatbotId], onSameName: 'replace' }, sampleFiles(language), {
        origin: 'sample',
        atOnce: 1,
      }),

    /** Chatbots out of reach keep the document: who does not see them cannot mean them. */
    link(scope: ClientScope, id: string, chatbotIds: readonly string[]): Document {
      const row = get(scope, id);
      const wanted = requireChatbots(scope, row.clientId, chatbotIds);
      const reached = new Set<string>(chatbots.list(scope, row.clientId).map(bot => bot.id));
      const others = (store.chatbotIds([row.id]).get(id) ?? []).filter(one => !reached.has(one));
      store.replaceLinks(row.id, [...wanted, ...others]);
      announce(row);
      return describeRow(scope, row); // who took away the last chatbot they see does not reach it any more
    },

    linkMany(
      scope: ClientScope,
      { ids, add, remove }: { ids: readonly string[]; add: readonly string[]; remove: readonly string[] },
    ): { changed: number } {
      const rows = [...new Set(ids)].map(id => get(scope, id));
      const links = rows.map(row => ({
        row,
        added: requireChatbots(scope, row.clientId, add),
        removed: requireChatbots(scope, row.clientId, remove),
      }));
      const changed = store.transaction(() =>
        links.filter(
          ({ row: { id }, added, removed }) => store.addLinks(id, added) + store.removeLinks(id, removed) > 0,
        ),
      );
      for (const { row } of changed) announce(row);
      return { changed: changed.length };
    },

    /** Throws `request.invalid` for a title without a letter that can be seen. */
    rename(scope: ClientScope, id: string, title: string | null): Document {
      const row = get(scope, id);
      const given = title === null ? null : readableTitle(title);
      if (given === '') throw new FoyerError('request.invalid', 'title: must have a letter that can be seen');
      const next = given ?? judgedTitle(store, row, { fileName: row.fileName, kept: ownTitleOf(row) });
      store.update(row.id, { givenTitle: given, title: next, searchedName: null, updatedAt: now() });
      if (row.state === 'ready') naming.queue(row.clientId, next);
      announce(row);
      return describeOne(scope, id);
    },

    dismiss(scope: ClientScope, ids: readonly string[], dismissed: boolean): { changed: number } {
      const rows = [...new Set(ids)]
        .map(id => get(scope, id))
        .filter(({ state, dismissedAt }) => state === 'failed' && (dismissedAt !== null) !== dismissed);
      store.transaction(() => {
        for (const row of rows) {
          record(dismissed ? 'documents.failure_dismissed' : 'documents.failure_recalled', row);
          store.update(row.id, { dismissedAt: dismissed ? now() : null });
          if (dismissed) forgetFailures(row.id);
        }
      });
      for (const row of rows) announce(row);
      return { changed: rows.length };
    },

    versions: (scope: ClientScope, id: string): Document[] =>
      describe(scope, store.versions(scope, get(scope, id).id)),

    replace(scope: ClientScope, id: string, olderId: string): Document {
      versions.replace(get(scope, id), get(scope, olderId));
      announce(get(scope, id));
      return describeOne(scope, id);
    },

    restore(scope: ClientScope, id: string, beside: boolean): Document {
      const row = versions.restore(scope, get(scope, id), beside);
      if (row) readAgain(row, { recorded: false });
      return describeOne(scope, id);
    },

    /** Throws `document.file_missing` or `document.file_changed` and leaves the document as it is read. */
    async retry(scope: ClientScope, id: string): Promise<Document> {
      await requireContent(files, get(scope, id));
      const row = get(scope, id); // it may have changed since
      if (row.state === 'failed' || row.state === 'ready') readAgain(row);
      return describeOne(scope, id);
    },

    /** Throws `document.file_missing` or `document.file_changed`, `resource.conflict` for an earlier version. */
    async recognise(scope: ClientScope, id: string): Promise<Document> {
      await requireContent(files, get(scope, id));
      const row = get(scope, id);
      if (row.state === 'set_aside')
        throw new FoyerError('resource.conflict', 'An earlier version is not read');
      if (row.lock !== null && passwords.of(row) === null)
        throw new FoyerError('document.encrypted', 'Its pages are locked');
      forgetFailures(row.id);
      recognising.begin(row);
      return describeOne(scope, id);
    },

    /** What is done is kept, and searched; what is not can be recognised later. */
    stopRecognition(scope: ClientScope, id: string): Document {
      recognising.stop(get(scope, id));
      return describeOne(scope, id);
    },

    async retryMany(
      scope: ClientScope,
      input: {
        clientId?: string | undefined;
        chatbotId?: string | undefined;
        which: 'failed' | 'warned' | 'outdated';
      },
    ): Promise<{ count: number; withoutFile: number }> {
      const { clientId, chatbotId, which } = input;
      const filters = {
        failed: { state: 'failed', dismissed: false },
        warned: { warned: true },
        outdated: { outdated: true },
      } as const;
      const within = narrowScope(scope, clientId);
      const ids = store.idsOf(within, { chatbotId, ...filters[which] });
      let withoutFile = 0;
      for (let from = 0; from < ids.length; from += QUEUED_AT_ONCE) {
        const some = ids.slice(from, from + QUEUED_AT_ONCE);
        const lost = new Set<string>();
        for (const row of store.some(some)) if ((await storedSize(files, row)) !== row.size) lost.add(row.id);
        withoutFile += lost.size;
        await together(() => {
          for (const row of store.some(some))
            if (!lost.has(row.id) && (row.state === 'failed' || row.state === 'ready')) readAgain(row);
        });
      }
      return { count: ids.length - withoutFile, withoutFile };
    },

    /** With its earlier versions: without it, nothing would show them, and none may come back by itself. */
    async remove(scope: ClientScope, id: string): Promise<void> {
      const row = get(scope, id);
      for (const version of store.versions(allClients, id)) await removeOne(version);
      await removeOne(row);
    },

    ...createWriting({
      get: describeOne,
      receive: (scope, target, incoming) => receive(scope, target, incoming, { origin: 'office', atOnce: 1 }),
      replace: (scope, id, olderId) => versions.replace(get(scope, id), get(scope, olderId)),
    }),

    /** What sources take in, move and give up. */
    items: createItemsOfSources({ ...dependencies, queueReading, readAgain, announce }),

    ...createUnlocking({ ...dependencies, get, readAgain, record, announce, describeOne }),
    ...createViewing({ ...dependencies, get, record }),
    ...createComparing({ store, get }),
    ...createLooking({ store, files, drawing, recognisedWords, passwords, get }),

    /** Queues again what a killed process left half-way without a job. */
    resumeUnfinished(): void {
      for (const row of store.unfinishedWithoutJob()) queueReading(row);
      naming.resume();
    },
  };
}

/** What an earlier version of Foyer kept as the title: there, what the file says of itself is not stored apart. */
function ownTitleOf({ givenTitle, readerVersion, title }: DocumentRow): string | null {
  return givenTitle === null && readerVersion === null ? title : null;
}
