import { Readable } from 'node:stream';
import { v7 as newId } from 'uuid';
import {
  UPLOAD_MAX_BYTES,
  type Document,
  type DocumentPage,
  type DocumentState,
  type Passage,
} from '#shared/contract/documents.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError, isErrorCode, isFoyerError, type ErrorCode } from '#shared/errors.ts';
import { narrowScope, type ClientScope } from '#main/db/client-scope.ts';
import type { GroupCommit } from '#main/db/group-commit.ts';
import type { Journal } from '#main/features/audit/index.ts';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { IncomingContent } from './incoming.ts';
import { filesUnder, sampleFiles } from './local-files.ts';
import { readableName, titleOf } from './file-names.ts';
import type { LiveProgress } from './live-progress.ts';
import type { PageNumbers } from './page-numbers.ts';
import { pageOf } from './pages.ts';
import { READ_JOB } from './reading.ts';
import type { DocumentRow, DocumentStore } from './store.ts';

type Dependencies = {
  store: DocumentStore;
  together: GroupCommit;
  files: ContentStore;
  jobs: Jobs;
  chatbots: ChatbotService;
  pageNumbers: PageNumbers;
  progress: LiveProgress;
  journal: Journal;
  changes: Changes;
  clock: Clock;
  /** Removes what is derived outside SQLite. */
  onRemoved: (document: DocumentRow) => Promise<void>;
};

type Origin = DocumentRow['origin'];

type TakeOptions = {
  /** Files stored at the same time. */
  atOnce: number;
  /** Called for a file that cannot be taken; without it the first such file ends everything. */
  onRejected?: (fileName: string, code: ErrorCode) => void;
};

/** Each waits for the disk several times. */
const LOCAL_FILES_AT_ONCE = 4;

export type DocumentService = ReturnType<typeof createDocumentService>;

export function createDocumentService({
  store,
  together,
  files,
  jobs,
  chatbots,
  pageNumbers,
  progress,
  journal,
  changes,
  clock,
  onRemoved,
}: Dependencies) {
  const now = () => clock.now().toISOString();

  function get(scope: ClientScope, id: string): DocumentRow {
    const row = store.get(scope, id);
    if (!row) throw new FoyerError('resource.not_found', `No document ${id}`);
    return row;
  }

  function describe(rows: readonly DocumentRow[], duplicates: ReadonlySet<string> = new Set()): Document[] {
    const links = store.chatbotIds(rows.map(row => row.id));
    return rows.map(row =>
      asDocument(row, links.get(row.id) ?? [], progress.get(row.id), duplicates.has(row.id)),
    );
  }

  const describeOne = (row: DocumentRow): Document => {
    const [described] = describe([row]);
    if (!described) throw new FoyerError('resource.not_found', `No document ${row.id}`);
    return described;
  };

  function queueReading(document: Pick<DocumentRow, 'id' | 'clientId' | 'fileName'>): void {
    jobs.enqueue({
      type: READ_JOB,
      label: document.fileName,
      clientId: document.clientId,
      payload: { documentId: document.id },
      idempotencyKey: `${READ_JOB}:${document.id}`,
    });
  }

  /** Only persons ask for it. */
  function readAgain(row: DocumentRow): DocumentRow {
    journal.record({
      action: 'documents.read_again',
      targetId: row.id,
      targetLabel: row.fileName,
      clientId: row.clientId,
    });
    store.update(row.id, { state: 'queued', failure: null, updatedAt: now() });
    queueReading(row);
    changes.publish({ topic: 'documents', clientId: row.clientId, id: row.id });
    return { ...row, state: 'queued', failure: null };
  }

  /** Stores one file; content that is there already is linked, not read twice. */
  async function take(
    { clientId, chatbotId, origin }: { clientId: string; chatbotId: string; origin: Origin },
    incoming: IncomingContent,
  ): Promise<{ row: DocumentRow; duplicate: boolean }> {
    const fileName = readableName(incoming.fileName);
    const { hash, size } = await files.write(clientId, incoming.content(), UPLOAD_MAX_BYTES);
    return together(() => {
      const known = store.byContent(clientId, hash);
      if (known) {
        store.addLink(known.id, chatbotId);
        const row = known.state === 'failed' ? readAgain(known) : known;
        changes.publish({ topic: 'documents', clientId, id: row.id });
        return { row, duplicate: true };
      }
      const row = store.insert(
        {
          id: newId(),
          clientId,
          fileName,
          title: titleOf(fileName),
          contentHash: hash,
          size,
          state: 'queued',
          passageCount: 0,
          origin,
          createdAt: now(),
          updatedAt: now(),
        },
        chatbotId,
      );
      queueReading(row);
      changes.publish({ topic: 'documents', clientId, id: row.id });
      return { row, duplicate: false };
    });
  }

  async function takeAll(
    scope: ClientScope,
    chatbotId: string,
    origin: Origin,
    incoming: AsyncIterable<IncomingContent>,
    { atOnce, onRejected }: TakeOptions,
  ): Promise<Document[]> {
    const { clientId } = chatbots.get(scope, chatbotId);
    const duplicates = new Set<string>();
    const takeOne = async (file: IncomingContent): Promise<DocumentRow | null> => {
      try {
        const { row, duplicate } = await take({ clientId, chatbotId, origin }, file);
        if (duplicate) duplicates.add(row.id);
        return row;
      } catch (error) {
        const code = rejectionCode(error);
        if (!onRejected || code === null || code === 'storage.full') throw error;
        onRejected(file.source ?? file.fileName, code);
        return null;
      }
    };
    const taken = Readable.from(incoming).map(takeOne, { concurrency: atOnce });
    const rows = new Map<string, DocumentRow>();
    for await (const row of taken as AsyncIterable<DocumentRow | null>) if (row) rows.set(row.id, row);
    return describe([...rows.values()], duplicates);
  }

  return {
    list(
      scope: ClientScope,
      input: {
        clientId?: string | undefined;
        chatbotId?: string | undefined;
        state?: DocumentState | undefined;
        q?: string | undefined;
        limit: number;
        cursor?: string | undefined;
      },
    ) {
      const within = narrowScope(scope, input.clientId);
      const { items, nextCursor } = store.list(within, {
        chatbotId: input.chatbotId,
        state: input.state,
        q: input.q,
        limit: input.limit,
        cursor: input.cursor,
      });
      return { items: describe(items), nextCursor, totals: store.totals(within, input.chatbotId) };
    },

    get: (scope: ClientScope, id: string): Document => describeOne(get(scope, id)),

    receive: (scope: ClientScope, chatbotId: string, incoming: AsyncIterable<IncomingContent>) =>
      takeAll(scope, chatbotId, 'upload', incoming, { atOnce: 1 }), // one body, read in order

    async addPaths(scope: ClientScope, chatbotId: string, paths: readonly string[]) {
      const rejected: { path: string; code: ErrorCode }[] = [];
      const reject = (path: string, code: ErrorCode) => void rejected.push({ path, code });
      const documents = await takeAll(scope, chatbotId, 'folder', filesUnder(paths, reject), {
        atOnce: LOCAL_FILES_AT_ONCE,
        onRejected: reject,
      });
      return { documents, rejected };
    },

    addSample: (scope: ClientScope, chatbotId: string, language: Language) =>
      takeAll(scope, chatbotId, 'sample', sampleFiles(language), { atOnce: 1 }),

    link(scope: ClientScope, id: string, chatbotIds: readonly string[]): Document {
      const row = get(scope, id);
      for (const chatbotId of chatbotIds) {
        if (chatbots.get(scope, chatbotId).clientId !== row.clientId) {
          throw new FoyerError('resource.not_found', `No chatbot ${chatbotId} of this client`);
        }
      }
      store.replaceLinks(id, chatbotIds);
      changes.publish({ topic: 'documents', clientId: row.clientId, id });
      return describeOne(row);
    },

    retry(scope: ClientScope, id: string): Document {
      const row = get(scope, id);
      return describeOne(row.state === 'failed' || row.state === 'ready' ? readAgain(row) : row);
    },

    async remove(scope: ClientScope, id: string): Promise<void> {
      const row = get(scope, id);
      jobs.cancelByKey(`${READ_JOB}:${row.id}`);
      store.remove(row);
      await onRemoved(row);
      if (!store.byContent(row.clientId, row.contentHash)) await files.remove(row.clientId, row.contentHash);
      changes.publish({ topic: 'documents', clientId: row.clientId, id });
    },

    page(
      scope: ClientScope,
      input: { id: string; page?: number | undefined; offset?: number | undefined },
    ): DocumentPage {
      const row = get(scope, input.id);
      const stored = store.text(row.id);
      if (!stored) throw new FoyerError('resource.not_found', 'The document is not read yet');
      return pageOf(
        stored,
        { page: input.page, offset: input.offset },
        { documentId: row.id, title: row.title, fileName: row.fileName, mediaType: row.mediaType },
      );
    },

    passages(
      scope: ClientScope,
      input: { id: string; limit: number; cursor?: string | undefined },
    ): { items: Passage[]; nextCursor: string | null } {
      const row = get(scope, input.id);
      const after = input.cursor === undefined ? -1 : Number.parseInt(input.cursor, 10);
      const rows = store.passages(row.id, Number.isNaN(after) ? -1 : after, input.limit + 1);
      const shown = rows.slice(0, input.limit);
      const pages = pageNumbers.pagesAt(row.id, shown);
      const items = shown.map(({ id, ordinal, start, end, page, heading, text }, index) => ({
        chunkId: String(id),
        ordinal,
        start,
        end,
        page,
        pageEnd: pages[index]?.pageEnd ?? page,
        heading,
        text,
      }));
      return { items, nextCursor: rows.length > input.limit ? String(items.at(-1)?.ordinal) : null };
    },

    async original(scope: ClientScope, id: string) {
      const row = get(scope, id);
      if (!(await files.has(row.clientId, row.contentHash)))
        throw new FoyerError('document.file_missing', 'The stored file is gone');
      journal.record({
        action: 'documents.downloaded',
        targetId: row.id,
        targetLabel: row.fileName,
        clientId: row.clientId,
      });
      return {
        path: files.pathOf(row.clientId, row.contentHash),
        fileName: row.fileName,
        mediaType: row.mediaType ?? 'application/octet-stream',
        size: row.size,
      };
    },

    /** Queues again what a killed process left half-way without a job. */
    resumeUnfinished(): void {
      for (const row of store.unfinishedWithoutJob()) queueReading(row);
    },
  };
}

function rejectionCode(error: unknown): ErrorCode | null {
  if (isFoyerError(error)) return error.code;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EACCES' || code === 'EPERM' || code === 'ENOENT') return 'path.not_found';
  return null;
}

function asDocument(
  row: DocumentRow,
  chatbotIds: string[],
  live: { fraction: number; note: string | null } | null,
  duplicate: boolean,
): Document {
  const {
    id,
    clientId,
    fileName,
    title,
    mediaType,
    language,
    size,
    state,
    pageCount,
    passageCount,
    origin,
    createdAt,
    updatedAt,
  } = row;
  return {
    id,
    clientId,
    fileName,
    title,
    mediaType,
    language,
    size,
    state,
    failure: isErrorCode(row.failure) ? row.failure : null,
    progress: live?.fraction ?? null,
    progressNote: live?.note ?? null,
    pageCount,
    passageCount,
    origin,
    chatbotIds,
    duplicate,
    createdAt,
    updatedAt,
  };
}
