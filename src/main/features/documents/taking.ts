import { Readable } from 'node:stream';
import { type Document, type SameNameChoice } from '#shared/contract/document.ts';
import { FoyerError, isFoyerError, type ErrorCode } from '#shared/errors.ts';
import { scopeHolds, wholeClients, type ClientScope } from '#main/db/client-scope.ts';
import type { GroupCommit } from '#main/db/group-commit.ts';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import { documentTitle } from '#main/language/document-name.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import { contentKey, type ContentLocks } from '#main/platform/content-locks.ts';
import type { ContentStore, StagedContent } from '#main/platform/content-store.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { newId } from '#main/platform/new-id.ts';
import { createAdding } from './adding.ts';
import type { Deletions } from './deletions.ts';
import { readableName } from './file-names.ts';
import type { IncomingContent } from './incoming.ts';
import type { DocumentRow, DocumentStore } from './store.ts';

type Dependencies = {
  store: DocumentStore;
  together: GroupCommit;
  files: ContentStore;
  locks: ContentLocks;
  deletions: Deletions;
  chatbots: ChatbotService;
  events: Events;
  changes: Changes;
  clock: Clock;
  /** The largest file that is taken. */
  maxFileBytes: () => number;
  queueReading: (document: DocumentRow) => void;
  /** Reads again what failed or was set aside. */
  readAgain: (document: DocumentRow) => DocumentRow;
  /** Lets a document that is ready take the place of what it replaces. */
  settle: (document: DocumentRow) => void;
};

/** For which chatbots files are meant, and what becomes of documents of the same name. */
export type Target = { chatbotIds: readonly [string, ...string[]]; onSameName: SameNameChoice };

export type Taken = {
  row: DocumentRow;
  duplicate: boolean;
  sameName: { action: NonNullable<Document['sameName']>['action']; rows: DocumentRow[] } | null;
};

/** The chatbots of a target, looked at. */
type Reached = { clientId: HeldId; chatbotIds: [HeldId, ...HeldId[]] };

type TakeOptions = {
  origin: DocumentRow['origin'];
  /** Files stored at the same time. */
  atOnce: number;
  /** Called for a file that cannot be taken; without it the first such file ends everything. */
  onRejected?: (fileName: string, code: ErrorCode) => void;
};

/** Takes files in: their bytes are stored once, each name they come under is a document of its own. */
export function createTaking(dependencies: Dependencies) {
  const { store, together, files, locks, deletions, chatbots, changes, readAgain, settle, maxFileBytes } =
    dependencies;
  const add = createAdding(dependencies);

  /**
   * Documents that a file of this name and other content would take the place of: in use by one of the chatbots, of
   * no file of the same call, and not being replaced already.
   */
  function olderVersions(
    { id, contentHash }: Pick<DocumentRow, 'id' | 'contentHash'>,
    namesakes: readonly DocumentRow[],
    chatbotIds: readonly string[],
    taken: ReadonlySet<string>,
  ): DocumentRow[] {
    const links = store.chatbotIds(namesakes.map(one => one.id));
    const current = namesakes.filter(
      one =>
        one.id !== id &&
        one.state !== 'set_aside' &&
        one.contentHash !== contentHash &&
        !taken.has(one.id) &&
        (links.get(one.id) ?? []).some(linked => chatbotIds.includes(linked)),
    );
    return current.filter(one => !current.some(other => other.replaces === one.id));
  }

  /** What is done about them: of several, none is the one that is meant; of one that others use too, all must be reached. */
  function sameNameOf(
    scope: ClientScope,
    onSameName: SameNameChoice,
    rows: DocumentRow[],
  ): Taken['sameName'] {
    const [only, ...others] = rows;
    if (!only) return null;
    const mayReplace = onSameName === 'replace' && others.length === 0 && reachesWhole(scope, only);
    return { action: mayReplace ? 'replaces' : 'kept', rows };
  }

  function reachesWhole(scope: ClientScope, { id, clientId }: DocumentRow): boolean {
    if (scopeHolds(scope, clientId)) return true;
    const reached = scope.limited?.chatbotIds ?? [];
    return reached === 'all' || (store.chatbotIds([id]).get(id) ?? []).every(one => reached.includes(one));
  }

  /** The very same file: in use, or an earlier version that comes back. */
  function takeKnown(known: DocumentRow, context: Context): Taken {
    const { scope, chatbotIds, onSameName, namesakes, taken } = context;
    const linked = store.chatbotIds([known.id]).get(known.id) ?? [];
    const comesBack = known.state === 'set_aside';
    const fresh = comesBack ? chatbotIds : chatbotIds.filter(id => !linked.includes(id));
    store.addLinks(known.id, chatbotIds);
    const older = fresh.length === 0 ? [] : olderVersions(known, namesakes, fresh, taken);
    const sameName = sameNameOf(scope, onSameName, older);
    if (sameName?.action === 'replaces') store.update(known.id, { replaces: sameName.rows[0]?.id ?? null });
    if (comesBack) store.update(known.id, { replacedBy: null, setAsideAt: null });
    let row = store.get(scope, known.id) ?? known;
    if (row.state === 'failed' || comesBack) row = readAgain(row);
    else if (row.state === 'ready' && row.replaces !== null) settle(row);
    return { row: store.get(scope, known.id) ?? row, duplicate: !comesBack, sameName };
  }

  function takeNew(content: { hash: string; size: number }, fileName: string, context: Context): Taken {
    const { scope, clientId, chatbotIds, onSameName, origin, namesakes, taken } = context;
    const id = newId();
    const older = olderVersions({ id, contentHash: content.hash }, namesakes, chatbotIds, taken);
    const sameName = sameNameOf(scope, onSameName, older);
    const row = add(
      {
        id,
        clientId,
        fileName,
        title: documentTitle({ given: null, fileName, ownTitle: null, heading: null, text: null }),
        givenTitle: null,
        contentHash: content.hash,
        size: content.size,
        replaces: sameName?.action === 'replaces' ? (sameName.rows[0]?.id ?? null) : null,
        origin,
      },
      chatbotIds,
    );
    return { row, duplicate: false, sameName };
  }

  type Context = Reached & {
    scope: ClientScope;
    onSameName: SameNameChoice;
    origin: DocumentRow['origin'];
    /** Documents that files of the same call have become: these are different files, whatever their names. */
    taken: Set<string>;
    namesakes: DocumentRow[];
  };

  async function take(context: Omit<Context, 'namesakes'>, incoming: IncomingContent): Promise<Taken> {
    const { clientId } = context;
    const fileName = readableName(incoming.fileName);
    const content = await files.stage(clientId, incoming.content(), maxFileBytes());
    try {
      return await locks(contentKey(clientId, content.hash), () => record(context, fileName, content));
    } finally {
      await content.discard();
    }
  }

  /** The bytes are put in their place under the lock: whoever deletes the last document with them comes before or after. */
  async function record(
    context: Omit<Context, 'namesakes'>,
    fileName: string,
    content: StagedContent,
  ): Promise<Taken> {
    const { scope, clientId, chatbotIds, onSameName, taken } = context;
    const target = { chatbotIds, onSameName };
    requireTarget(scope, target);
    await content.keep();
    try {
      return await together(() => {
        requireTarget(scope, target); // deleted while its files were on their way
        const namesakes = store.namesakes(scope, clientId, fileName);
        const same = namesakes.filter(({ contentHash }) => contentHash === content.hash);
        const links = store.chatbotIds(same.map(({ id }) => id));
        const known =
          same.find(({ id, state }) => state !== 'set_aside' && links.get(id)?.includes(chatbotIds[0])) ??
          same.find(({ state }) => state !== 'set_aside') ??
          same[0];
        const result = known
          ? takeKnown(known, { ...context, namesakes })
          : takeNew(content, fileName, { ...context, namesakes });
        taken.add(result.row.id);
        if (known) {
          deletions.callOff(known.id);
          changes.publish({ topic: 'documents', clientId, id: known.id }); // it may be another bot's now
        }
        return result;
      });
    } catch (error) {
      if (!store.needsContent(wholeClients([clientId]), content.hash))
        await files.remove(clientId, content.hash);
      throw error;
    }
  }

  /** @returns the chatbots, and the client whose they all are. Throws `resource.not_found`. */
  function requireTarget(scope: ClientScope, { chatbotIds: [first, ...others] }: Target): Reached {
    const { clientId, id: firstId } = chatbots.get(scope, first);
    const chatbotIds: Reached['chatbotIds'] = [firstId];
    for (const id of others) {
      const bot = chatbots.get(scope, id);
      if (bot.clientId !== clientId)
        throw new FoyerError('resource.not_found', `No chatbot ${id} of this client`);
      chatbotIds.push(bot.id);
    }
    return { clientId, chatbotIds };
  }

  /** Throws `resource.not_found` for a chatbot that is not there or of another client. */
  return async function takeAll(
    scope: ClientScope,
    target: Target,
    incoming: AsyncIterable<IncomingContent>,
    { origin, atOnce, onRejected }: TakeOptions,
  ): Promise<Taken[]> {
    const { clientId, chatbotIds } = requireTarget(scope, target);
    const taken = new Set<string>();
    const takeOne = async (file: IncomingContent): Promise<Taken | null> => {
      try {
        return await take(
          { scope, clientId, chatbotIds, onSameName: target.onSameName, origin, taken },
          file,
        );
      } catch (error) {
        const code = rejectionCode(error);
        if (!onRejected || code === null || code === 'storage.full') throw error;
        onRejected(file.source ?? file.fileName, code);
        return null;
      }
    };
    const results = Readable.from(incoming).map(takeOne, { concurrency: atOnce });
    const byId = new Map<string, Taken>();
    for await (const result of results as AsyncIterable<Taken | null>) {
      // The same file twice in one call is one document, new if it was new the first time.
      if (result && !byId.has(result.row.id)) byId.set(result.row.id, result);
    }
    return [...byId.values()];
  };
}

function rejectionCode(error: unknown): ErrorCode | null {
  if (isFoyerError(error)) return error.code;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EACCES' || code === 'EPERM' || code === 'ENOENT') return 'path.not_found';
  return null;
}
