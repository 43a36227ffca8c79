import { scopeHolds, scopeTouches, type ClientScope } from '#main/db/client-scope.ts';
import { os, type Reach } from '#main/features/access/implementer.ts';
import { isAdministrator, userIdOf, type Principal } from '#main/features/access/principal.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import type { EmbeddingIndex } from '#main/features/search/index.ts';
import type { Condition, ConditionKind } from '#shared/contract/conditions.ts';
import type { ChangeEvent } from '#shared/contract/operations.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { SettingsStore } from './settings.ts';
import type { SystemService } from './service.ts';

type Dependencies = {
  system: SystemService;
  settings: SettingsStore;
  clients: ClientService;
  embeddingIndex: EmbeddingIndex;
  changes: Changes;
  storage: Pick<Storage, 'state' | 'keepsAnswers'>;
  clock: Clock;
  /** Takes note of a condition; returns what is left. */
  acknowledge: (kind: ConditionKind) => Condition[];
  requestShutDown: () => void;
};

export function createSystemRoutes({
  system,
  settings,
  clients,
  embeddingIndex,
  changes,
  storage,
  clock,
  acknowledge,
  requestShutDown,
}: Dependencies) {
  return {
    info: os.system.info.handler(() => system.info()),
    doctor: os.system.doctor.handler(({ input, context, signal }) =>
      system.doctor(input.language ?? context.language ?? settings.get().defaultLanguage, signal),
    ),
    index: os.system.index.handler(({ input, context }) => {
      const { scope } = context;
      const client = input.clientId === undefined ? clients.first(scope) : clients.get(scope, input.clientId);
      return embeddingIndex.state(client.id);
    }),
    overview: os.system.overview.handler(({ input, context }) =>
      system.overview(context.scope, input.clientId),
    ),
    storage: os.system.storage.handler(() => ({
      state: storage.state(),
      keepsAnswers: storage.keepsAnswers(),
    })),
    settings: os.system.settings.handler(() => settings.get()),
    updateSettings: os.system.updateSettings.handler(({ input }) => {
      const updated = settings.update(input);
      changes.publish({ topic: 'settings', clientId: null, id: null });
      return updated;
    }),
    changes: os.system.changes.handler(async ({ context, signal }) =>
      concerning(changes.subscribe(signal ?? new AbortController().signal), context),
    ),
    acknowledge: os.system.acknowledge.handler(({ input }) => ({ conditions: acknowledge(input.kind) })),
    shutDown: os.system.shutDown.handler(() => {
      requestShutDown();
      return { at: clock.now().toISOString() };
    }),
  };
}

/**
 * What a caller may know of. It follows their roles: a client that was taken from them tells them nothing more.
 * People are the administrators' concern, and each is one's own; what somebody is told is theirs alone.
 */
async function* concerning(
  events: AsyncGenerator<ChangeEvent, void, void>,
  { principal, reach }: { principal: Principal; reach: Reach },
) {
  for await (const event of events) {
    const foreign = event.id !== userIdOf(principal);
    if (foreign && event.topic === 'notifications') continue;
    if (event.topic === 'connections' && !isAdministrator(principal)) continue;
    if (foreign && event.topic === 'people' && !isAdministrator(principal)) continue;
    const scope = reach.current();
    // Of the installation, those who do not administer it learn that something changed, not what.
    if (event.clientId === null)
      yield foreign && !isAdministrator(principal) ? { ...event, id: null } : event;
    else if (scopeHolds(scope, event.clientId)) yield event;
    else if (scopeTouches(scope, event.clientId)) yield asPartlyReached(event, scope);
  }
}

/** Of a client that is reached in part: that something changed, and what it was only where it is surely within reach. */
function asPartlyReached(event: ChangeEvent, { limited }: ClientScope): ChangeEvent {
  const { topic, id } = event;
  const reached = limited?.chatbotIds ?? [];
  const isReached = topic === 'chatbots' && id !== null && (reached === 'all' || reached.includes(id));
  return isReached || topic === 'clients' || topic === 'people' ? event : { ...event, id: null };
}
