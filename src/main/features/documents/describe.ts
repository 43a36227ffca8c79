import type { Document, DocumentMention } from '#shared/contract/document.ts';
import { isErrorCode } from '#shared/errors.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { LiveProgress, Progress } from './live-progress.ts';
import type { RecognisingService } from './recognising.ts';
import { isOutdated, type Readers } from './outdated.ts';
import { asksPassword } from './passwords.ts';
import type { DocumentRow, DocumentStore } from './store.ts';
import type { Taken } from './taking.ts';

type Dependencies = {
  store: DocumentStore;
  progress: LiveProgress;
  recognising: Pick<RecognisingService, 'tell'>;
  readers: Readers;
};

type Around = {
  source: Document['source'];
  chatbotIds: string[];
  tags: Document['tags'];
  live: Progress | null;
  recognition: Document['recognition'];
  sameContentAs: string[];
  replaces: DocumentRow | undefined;
  versionCount: number;
  outdated: boolean;
  taken: Omit<Taken, 'row'> | undefined;
};

/** Documents as the contract shows them, with what is known of them in other rows and in memory. */
export function createDescribing({ store, progress, recognising, readers }: Dependencies) {
  return function describe(
    scope: ClientScope,
    rows: readonly DocumentRow[],
    taken: readonly Taken[] = [],
  ): Document[] {
    const ids = rows.map(row => row.id);
    const links = store.chatbotIds(ids);
    const sources = store.sourcesOf(rows);
    const tags = store.tagsOf(ids);
    const versions = store.versionCounts(ids);
    const replaced = store.some(rows.flatMap(({ replaces }) => replaces ?? []));
    const contents = store.withContents(scope, rows);
    return rows.map(row =>
      asDocument(row, {
        source: sources.get(row.id) ?? null,
        chatbotIds: links.get(row.id) ?? [],
        tags: tags.get(row.id) ?? [],
        live: progress.get(row.id),
        recognition: recognising.tell(row),
        sameContentAs: contents
          .filter(({ id, clientId, contentHash }) => {
            return id !== row.id && clientId === row.clientId && contentHash === row.contentHash;
          })
          .map(({ id }) => id),
        replaces: replaced.find(({ id }) => id === row.replaces),
        versionCount: versions.get(row.id) ?? 0,
        outdated: ['ready', 'failed'].includes(row.state) && isOutdated(row, readers),
        taken: taken.find(one => one.row.id === row.id),
      }),
    );
  };
}

function asDocument(row: DocumentRow, around: Around): Document {
  const { source, chatbotIds, tags, live, recognition, sameContentAs, replaces, versionCount, outdated } =
    around;
  const { taken } = around;
  const sameName = taken?.sameName ?? null;
  return {
    id: row.id,
    clientId: row.clientId,
    fileName: row.fileName,
    title: row.title,
    givenTitle: row.givenTitle,
    mediaType: row.mediaType,
    language: row.language,
    size: row.size,
    state: row.state,
    failure: isErrorCode(row.failure) ? row.failure : null,
    dismissed: row.state === 'failed' && row.dismissedAt !== null,
    warnings: row.warnings,
    recognition,
    lock: asksPassword(row) ? { opened: row.lock === 'opened', kept: row.sealedPassword !== null } : null,
    outdated,
    progress: live?.fraction ?? null,
    progressNote: live?.note ?? null,
    pageCount: row.pageCount,
    passageCount: row.passageCount,
    origin: row.origin,
    source,
    chatbotIds,
    tags,
    sameContentAs,
    replaces: replaces ? mention(replaces) : null,
    replacedBy: row.replacedBy,
    setAsideAt: row.setAsideAt,
    versionCount,
    duplicate: taken?.duplicate ?? false,
    sameName: sameName && { action: sameName.action, documents: sameName.rows.map(mention) },
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** As much of a document as tells which one it is. */
export function mention({ id, title, fileName, createdAt }: DocumentRow): DocumentMention {
  return { id, title, fileName, createdAt };
}
