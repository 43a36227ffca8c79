import type {
  ItemReason,
  ItemState,
  OnVanished,
  Source,
  SourceItem,
  SourceLook,
  SourceKindName,
  SourceSchedule,
} from '#shared/contract/sources.ts';
import { FoyerError } from '#shared/errors.ts';
import { narrowScope, type ClientScope } from '#main/db/client-scope.ts';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import type { DocumentService } from '#main/features/documents/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';
import { createAdding } from './adding.ts';
import type { createDeciding } from './deciding.ts';
import { asItem, asLook, createDescribing } from './describe.ts';
import type { ItemStore } from './item-store.ts';
import type { Kinds } from './kind-list.ts';
import type { MailboxFolders } from './mailbox-logins.ts';
import type { LiveLooks } from './live-looks.ts';
import { REMOVE_JOB } from './removing.ts';
import type { Requesting } from './requesting.ts';
import { nextLookOf } from './schedule-times.ts';
import type { SourceRow, SourceStore } from './store.ts';

export type ServiceDependencies = {
  store: SourceStore;
  items: ItemStore;
  live: LiveLooks;
  kinds: Kinds;
  requesting: Requesting;
  deciding: ReturnType<typeof createDeciding>;
  clients: Pick<ClientService, 'get'>;
  chatbots: Pick<ChatbotService, 'get'>;
  documents: Pick<DocumentService, 'items' | 'linkMany'>;
  jobs: Jobs;
  changes: Changes;
  secrets: Pick<Secrets, 'seal' | 'open'>;
  mailboxFolders: MailboxFolders;
  clock: Clock;
  /** Its settings are others, it is paused, or gone: what watched it ends. */
  onChanged: (source: SourceRow) => void;
};

type Change = {
  id: string;
  name?: string | undefined;
  chatbotIds?: readonly string[] | undefined;
  schedule?: SourceSchedule | undefined;
  onVanished?: OnVanished | undefined;
};

type Page = { limit: number; cursor?: string | undefined };

const LINKED_AT_ONCE = 500;

export type SourceService = ReturnType<typeof createSourceService>;

/** What keeps the knowledge fresh, as the office adds, reads and changes them. */
export function createSourceService(dependencies: ServiceDependencies) {
  const { store, items, kinds, requesting, deciding, clients, chatbots, documents } = dependencies;
  const { jobs, changes, clock, onChanged } = dependencies;
  const describe = createDescribing(dependencies);
  const now = () => clock.now().toISOString();

  function rowOf(scope: ClientScope, id: string): SourceRow {
    const row = store.get(scope, id);
    if (row === null) throw new FoyerError('resource.not_found', `No source ${id}`);
    return row;
  }

  const one = (scope: ClientScope, id: string): Source => describe(rowOf(scope, id));

  const announce = ({ clientId, id }: SourceRow) => changes.publish({ topic: 'sources', clientId, id });

  function requireChatbots(scope: ClientScope, clientId: string, ids: readonly string[]): HeldId[] {
    return ids.map(id => {
      const bot = chatbots.get(scope, id);
      if (bot.clientId !== clientId)
        throw new FoyerError('resource.not_found', `No chatbot ${id} of this client`);
      return bot.id;
    });
  }

  function cancelLook(row: SourceRow): void {
    const look = store.openLook(row.id);
    if (look === null) return;
    store.atOnce(() => {
      items.clearQueue(look.id);
      const counts = items.counts(row.id, look.id);
      store.updateLook(look.id, { outcome: 'cancelled', finishedAt: now(), counts });
    });
    jobs.cancelByKey(requesting.keyOf(look));
  }

  /** Of its documents, those that answer: chatbots are given them, and lose them. */
  function giveTo(scope: ClientScope, row: SourceRow, wanted: readonly HeldId[]): void {
    const before = store.chatbotIds(row.id);
    const add = wanted.filter(id => !before.includes(id));
    const remove = before.filter(id => !wanted.includes(id));
    if (add.length + remove.length === 0) return;
    store.link(row.id, add);
    store.unlink(row.id, remove);
    const ids = items
      .withDocument(row.id)
      .flatMap(({ documentId }) => documents.items.current(row.clientId, documentId)?.id ?? []);
    for (let from = 0; from < ids.length; from += LINKED_AT_ONCE)
      documents.linkMany(scope, { ids: ids.slice(from, from + LINKED_AT_ONCE), add, remove });
  }

  function pageOf<Row extends { id: string }, Shown>(
    rows: readonly Row[],
    limit: number,
    show: (row: Row) => Shown,
  ): { items: Shown[]; nextCursor: string | null } {
    const shown = rows.slice(0, limit);
    return { items: shown.map(show), nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
  }

  return {
    list(
      scope: ClientScope,
      {
        clientId,
        limit,
        ...rest
      }: Page & { clientId?: string | undefined; kind?: SourceKindName | undefined },
    ) {
      const rows = store.list(narrowScope(scope, clientId), { limit: limit + 1, ...rest });
      return { ...pageOf(rows, limit, describe), kinds: kinds.names };
    },

    get: one,

    ...createAdding(dependencies, { rowOf, one, announce, requireChatbots, cancelLook }),

    update(scope: ClientScope, { id, chatbotIds, schedule, ...rest }: Change): Source {
      const row = rowOf(scope, id);
      const wanted = chatbotIds && requireChatbots(scope, row.clientId, chatbotIds);
      const { timeZone } = clients.get(scope, row.clientId);
      store.atOnce(() => {
        if (wanted) giveTo(scope, row, wanted);
        if (schedule !== undefined && row.approvedAt !== null) {
          const next = nextLookOf(schedule, timeZone, clock.now())?.toISOString() ?? null;
          store.update(row.id, { nextLookAt: next });
        }
        const { name = row.name, onVanished = row.onVanished } = rest;
        store.update(row.id, { name, onVanished, schedule: schedule ?? row.schedule, updatedAt: now() });
      });
      announce(row);
      return one(scope, id);
    },

    /** Its documents stay as ordinary ones, or go with it, in the background. */
    remove(scope: ClientScope, id: string, what: 'keep' | 'remove'): void {
      const row = rowOf(scope, id);
      cancelLook(row);
      if (what === 'keep') store.removeAlone(row.id);
      else {
        store.update(row.id, { state: 'removing', sealedLogin: null, nextLookAt: null });
        jobs.enqueue(REMOVE_JOB, {
          label: row.name,
          clientId: row.clientId,
          payload: { sourceId: row.id },
          idempotencyKey: `${REMOVE_JOB.type}:${row.id}`,
        });
      }
      onChanged(row);
      announce(row);
    },

    look(scope: ClientScope, id: string, dry: boolean): Source {
      const row = rowOf(scope, id);
      if (row.paused) throw new FoyerError('resource.conflict', `Source ${id} is paused`);
      requesting.request(row, { dry });
      return one(scope, id);
    },

    cancel(scope: ClientScope, id: string): Source {
      const row = rowOf(scope, id);
      cancelLook(row);
      announce(row);
      return one(scope, id);
    },

    /** A look that is under way stops where it is, and goes on from there. */
    pause(scope: ClientScope, id: string): Source {
      const row = rowOf(scope, id);
      store.update(row.id, { paused: true, updatedAt: now() });
      requesting.stop(row);
      onChanged(row);
      announce(row);
      return one(scope, id);
    },

    resume(scope: ClientScope, id: string): Source {
      const row = rowOf(scope, id);
      store.update(row.id, { paused: false, updatedAt: now() });
      const resumed = rowOf(scope, id);
      if (store.openLook(row.id) === null) requesting.request(resumed, { dry: false });
      else requesting.goOn(resumed);
      onChanged(resumed);
      announce(row);
      return one(scope, id);
    },

    difference(scope: ClientScope, { id, ...page }: Page & { id: string }) {
      const row = rowOf(scope, id);
      const rows = items.page(row.id, { asking: true }, { ...page, limit: page.limit + 1 });
      const totals = items.totals(row.id);
      const asked = (state: ItemState) =>
        totals.reduce(
          (all, one) => (one.question === 'take' && one.state === state ? all + one.items : all),
          0,
        );
      const skipped = new Map<ItemReason, number>();
      for (const { state, reason, items: count } of totals)
        if (state === 'skipped' && reason !== null) skipped.set(reason, (skipped.get(reason) ?? 0) + count);
      return {
        ...pageOf(rows, page.limit, item => asItem(row, item)),
        totals: {
          new: asked('new'),
          changed: asked('changed'),
          vanished: totals.reduce((all, one) => (one.question === 'set_aside' ? all + one.items : all), 0),
          skipped: [...skipped].map(([reason, count]) => ({ reason, count })),
        },
      };
    },

    approve(scope: ClientScope, id: string, itemIds: readonly string[] | undefined) {
      const row = rowOf(scope, id);
      const decided = deciding.approve(row, itemIds);
      announce(row);
      return { decided };
    },

    dismiss(scope: ClientScope, id: string, itemIds: readonly string[] | undefined) {
      const row = rowOf(scope, id);
      const decided = deciding.dismiss(row, itemIds);
      announce(row);
      return { decided };
    },

    items(
      scope: ClientScope,
      { id, state, q, ...page }: Page & { id: string; state?: ItemState | undefined; q?: string | undefined },
    ): { items: SourceItem[]; nextCursor: string | null } {
      const row = rowOf(scope, id);
      const rows = items.page(row.id, { state, q }, { ...page, limit: page.limit + 1 });
      return pageOf(rows, page.limit, item => asItem(row, item));
    },

    looks(
      scope: ClientScope,
      { id, ...page }: Page & { id: string },
    ): { items: SourceLook[]; nextCursor: string | null } {
      const rows = store.looks(rowOf(scope, id).id, { ...page, limit: page.limit + 1 });
      return pageOf(rows, page.limit, asLook);
    },
  };
}
