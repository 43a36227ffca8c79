import { isFoyerError } from '#shared/errors.ts';
import type { GroupCommit } from '#main/db/group-commit.ts';
import type { DocumentService } from '#main/features/documents/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { isStorageRefusal } from '#main/platform/storage/index.ts';
import type { ItemChange, ItemRow, ItemStore } from './item-store.ts';
import type { Sighting } from './kinds.ts';
import type { LookRow, SourceRow } from './store.ts';

type Dependencies = {
  items: ItemStore;
  documents: DocumentService['items'];
  together: GroupCommit;
  clock: Clock;
};

export type LookContext = {
  source: SourceRow;
  look: LookRow;
  /** Those that are given what is new. */
  chatbotIds: readonly HeldId[];
};

type Found = Extract<Sighting, { type: 'found' }>;

const NOTHING_ELSE = { question: null, reason: null, code: null, detail: null } as const;

/** What becomes of each thing that a look sees. */
export function createApplying({ items, documents, together, clock }: Dependencies) {
  const now = () => clock.now().toISOString();

  /** What a look says of an item, all at once with what `also` does. */
  function save({ source, look }: LookContext, key: string, change: ItemChange): ItemRow {
    return items.met(source.id, look.id, key, now(), { ...NOTHING_ELSE, ...change });
  }

  /** As it was at the last look, or as a person refused it. */
  function unchanged(context: LookContext, sighting: Extract<Sighting, { type: 'unchanged' }>): ItemRow {
    const { key, validators } = sighting;
    const item = items.byKey(context.source.id, key);
    if (item?.refused != null && item.state !== 'vanished')
      return save(context, key, { state: 'skipped', reason: 'refused', refused: validators });
    if (item?.documentId == null) return save(context, key, { state: 'skipped', reason: 'removed' });
    const row = documents.current(context.source.clientId, item.documentId);
    if (row !== null && row.replacedBy === null) documents.comesBack(row);
    return save(context, key, { state: 'unchanged', validators, refused: null });
  }

  /** What is new or changed, where nothing may be taken of it; null: it is to be taken. */
  function held(context: LookContext, sighting: Found, item: ItemRow | null): ItemChange | null {
    const named = {
      title: sighting.title,
      fileName: sighting.fileName,
      address: sighting.address ?? null,
    };
    const has = item?.documentId != null;
    if (item?.refused != null && !has)
      return { ...named, state: 'skipped', reason: 'refused', refused: sighting.validators };
    if (item?.validators != null && !has && item.movedFrom === null)
      return { ...named, state: 'skipped', reason: 'removed' };
    if (context.look.dry || item?.question === 'take')
      return { ...named, state: has ? 'changed' : 'new', question: 'take', asked: sighting.validators };
    return null;
  }

  async function found(context: LookContext, sighting: Found): Promise<ItemRow['state']> {
    const { source, chatbotIds } = context;
    const { key, title, fileName, validators, address = null } = sighting;
    const item = items.byKey(source.id, key);
    const waits = held(context, sighting, item);
    if (waits !== null) return (await together(() => save(context, key, waits))).state;
    const state = item?.documentId == null ? 'new' : 'changed';
    const taken = { state, title, fileName, address, validators, refused: null } as const;
    let movedFrom: string | null = null;
    await documents.take(
      {
        clientId: source.clientId,
        chatbotIds,
        fileName,
        title,
        documentId: item?.documentId ?? null,
        content: sighting.content(),
      },
      {
        isElsewhere(contentHash) {
          movedFrom = items.ofContent(source.id, contentHash, key)?.id ?? null;
          return movedFrom !== null;
        },
        kept: documentId => void save(context, key, { ...taken, documentId, movedFrom: null }),
      },
    );
    if (movedFrom !== null) await together(() => save(context, key, { ...taken, movedFrom }));
    return state;
  }

  /** What could not be taken is told of the item; what the disk refuses ends the look, which goes on later. */
  async function foundOrTold(context: LookContext, sighting: Found, signal: AbortSignal) {
    try {
      return await found(context, sighting);
    } catch (error) {
      signal.throwIfAborted();
      const told = asTold(error);
      if (told === null) throw error;
      return (await together(() => save(context, sighting.key, told))).state;
    }
  }

  return async function apply(context: LookContext, sighting: Sighting, signal: AbortSignal) {
    const { key } = sighting;
    switch (sighting.type) {
      case 'unchanged':
        return (await together(() => unchanged(context, sighting))).state;
      case 'found':
        return foundOrTold(context, sighting, signal);
      case 'skipped': {
        const { reason, title, detail = null, validators } = sighting;
        const named = title === undefined ? {} : { title };
        const change = {
          ...named,
          state: 'skipped',
          reason,
          detail,
          ...(validators && { validators }),
        } as const;
        return (await together(() => save(context, key, change))).state;
      }
      case 'failed': {
        const { code, detail = null } = sighting;
        return (await together(() => save(context, key, { ...failed(code), detail }))).state;
      }
    }
  };
}

function failed(code: string): ItemChange {
  return { state: code === 'source.still_written' ? 'waiting' : 'failed', code };
}

/** What an error while something was taken says of it; null: of the look, or of Foyer itself. */
function asTold(error: unknown): ItemChange | null {
  if (isStorageRefusal(error)) return null;
  if (isFoyerError(error)) {
    if (error.code === 'request.too_large') return { state: 'skipped', reason: 'too_large' };
    return error.code === 'internal.unexpected' ? null : failed(error.code);
  }
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'EACCES' || code === 'EPERM' || code === 'ENOENT' || code === 'EBUSY'
    ? failed('path.not_found')
    : null;
}
