import { scopeTouches } from '#main/db/client-scope.ts';
import { os } from '#main/features/access/implementer.ts';
import { isAdministrator, userIdOf, type Principal } from '#main/features/access/principal.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import type { EmbeddingIndex } from '#main/features/search/index.ts';
import type { ChangeEvent } from '#shared/contract/operations.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { SettingsStore } from './settings.ts';
import type { SystemService } from './service.ts';

type Dependencies = {
  system: SystemService;
  settings: SettingsStore;
  clients: ClientService;
  embeddingIndex: EmbeddingIndex;
  changes: Changes;
  clock: Clock;
  requestShutDown: () => void;
};

export function createSystemRoutes({
  system,
  settings,
  clients,
  embeddingIndex,
  changes,
  clock,
  requestShutDown,
}: Dependencies) {
  return {
    info: os.system.info.handler(() => system.info()),
    doctor: os.system.doctor.handler(() => system.doctor()),
    index: os.system.index.handler(({ input, context }) => {
      const { scope } = context;
      const client = input.clientId === undefined ? clients.first(scope) : clients.get(scope, input.clientId);
      return embeddingIndex.state(client.id);
    }),
    overview: os.system.overview.handler(({ input, context }) =>
      system.overview(context.scope, input.clientId),
    ),
    settings: os.system.settings.handler(() => settings.get()),
    updateSettings: os.system.updateSettings.handler(({ input }) => {
      const updated = settings.update(input);
      changes.publish({ topic: 'settings', clientId: null, id: null });
      return updated;
    }),
    changes: os.system.changes.handler(async ({ context, signal }) =>
      concerning(changes.subscribe(signal ?? new AbortController().signal), context.scope, context.principal),
    ),
    shutDown: os.system.shutDown.handler(() => {
      requestShutDown();
      return { at: clock.now().toISOString() };
    }),
  };
}

/**
 * What a caller may know of. People are the administrators' concern, and each is one's own: a stream ends when its
 * own person changes, because what they reach, or whether they still are admitted, is decided when it opens.
 */
async function* concerning(
  events: AsyncGenerator<ChangeEvent, void, void>,
  scope: ClientScope,
  principal: Principal,
) {
  const ownId = userIdOf(principal);
  for await (const event of events) {
    const own = event.topic === 'people' && event.id === ownId;
    if (event.topic === 'people' && !own && !isAdministrator(principal)) continue;
    if (event.clientId === null || scopeTouches(scope, event.clientId)) yield event;
    if (own) return;
  }
}
