import type { Source, SourceCondition, SourceItem, SourceLook } from '#shared/contract/sources.ts';
import { source } from '#shared/contract/sources.ts';
import { isErrorCode } from '#shared/errors.ts';
import { itemAddress } from '#shared/lib/item-address.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { ItemRow, ItemStore } from './item-store.ts';
import type { LiveLooks } from './live-looks.ts';
import type { LookRow, SourceRow, SourceStore } from './store.ts';

const LATE_AFTER_MS = 60 * 60_000;
const WEEK_MS = 7 * 86_400_000;

type Dependencies = { store: SourceStore; items: ItemStore; live: LiveLooks; clock: Clock };

/** Sources as the contract shows them, with what is known of their items and of a look that runs. */
export function createDescribing({ store, items, live, clock }: Dependencies) {
  return function describe(row: SourceRow): Source {
    const now = clock.now().getTime();
    const totals = items.totals(row.id);
    const sum = (holds: (one: (typeof totals)[number]) => boolean) =>
      totals.reduce((all, one) => (holds(one) ? all + one.items : all), 0);
    const asks = {
      take: sum(({ question }) => question === 'take'),
      setAside: sum(({ question }) => question === 'set_aside'),
    };
    const isLooking = !row.paused && store.openLook(row.id) !== null;
    // The settings were read by their kind before they were kept.
    return source.parse({
      id: row.id,
      clientId: row.clientId,
      chatbotIds: store.chatbotIds(row.id),
      kind: row.kind,
      name: row.name,
      settings: row.settings,
      ...(row.kind === 'site' ? { hasLogin: row.sealedLogin !== null } : {}),
      schedule: row.schedule,
      onVanished: row.onVanished,
      condition: conditionOf(row, { asks, isLooking, now }),
      paused: row.paused,
      failure: isErrorCode(row.failure) ? row.failure : null,
      failedAt: row.failedAt,
      lastLookAt: row.lastLookAt,
      nextLookAt: row.nextLookAt,
      documents: totals.reduce((all, one) => all + one.documents, 0),
      asks,
      skipped: sum(({ state }) => state === 'skipped'),
      failed: sum(({ state }) => state === 'failed'),
      week: store.foundSince(row.id, new Date(now - WEEK_MS).toISOString()),
      live: live.get(row.id),
      createdAt: row.createdAt,
    });
  };
}

type Around = { asks: Source['asks']; isLooking: boolean; now: number };

/** What a person has to know first. */
function conditionOf(row: SourceRow, { asks, isLooking, now }: Around): SourceCondition {
  if (row.state === 'removing') return 'removing';
  if (row.paused) return 'paused';
  if (isLooking) return 'looking';
  if (row.failure !== null) return 'failing';
  if (row.lastLookAt === null) return 'never';
  if (row.approvedAt === null && asks.take > 0) return 'first';
  if (row.state === 'shrunk' && asks.setAside > 0) return 'shrunk';
  if (asks.take + asks.setAside > 0) return 'asks';
  return row.nextLookAt !== null && now - new Date(row.nextLookAt).getTime() > LATE_AFTER_MS
    ? 'late'
    : 'fresh';
}

export function asItem({ kind }: Pick<SourceRow, 'kind'>, row: ItemRow): SourceItem {
  const { id, key, title, documentId, state, question, reason, code, detail, firstSeenAt, lastSeenAt } = row;
  return {
    id,
    key,
    address: row.address ?? itemAddress(kind, key),
    title,
    documentId,
    state,
    question,
    reason,
    code: isErrorCode(code) ? code : null,
    detail,
    firstSeenAt,
    lastSeenAt,
  };
}

export function asLook({
  id,
  outcome,
  dry,
  counts,
  failure,
  startedAt,
  finishedAt,
  durationMs,
}: LookRow): SourceLook {
  return {
    id,
    outcome,
    dry,
    counts,
    failure: isErrorCode(failure) ? failure : null,
    startedAt,
    finishedAt,
    durationMs,
  };
}
