import type { ClientModule } from '#shared/contract/modules.ts';
import { definitionOf, switchableNames, type ModuleName, type SwitchableName } from '#modules/index.ts';
import { wholeClients } from '#main/db/client-scope.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { ModuleStore } from './store.ts';

type Dependencies = { store: ModuleStore; changes: Changes; clock: Clock; clientIds: () => string[] };

export type ModuleService = ReturnType<typeof createModuleService>;

/** Which modules are on for which client. What a module keeps stays where it is when it is switched off. */
export function createModuleService({ store, changes, clock, clientIds }: Dependencies) {
  const usually = (name: ModuleName) => definitionOf(name).usually;
  const isOn = (name: ModuleName, decided: boolean | undefined) =>
    usually(name) === 'always' || (decided ?? usually(name) === 'on');

  function list(clientId: string): ClientModule[] {
    const decided = new Map(
      store.of(wholeClients([clientId])).map(({ module, enabled }) => [module, enabled]),
    );
    return switchableNames.map(name => ({ name, enabled: isOn(name, decided.get(name)) }));
  }

  return {
    list,
    isOn: (name: ModuleName, clientId: string): boolean =>
      usually(name) === 'always' || list(clientId).some(each => each.name === name && each.enabled),

    /** The clients that a module is on for; null for every one. */
    clientsWith(name: ModuleName): ReadonlySet<string> | null {
      const decided = new Map(
        store.decisions().flatMap(row => (row.module === name ? [[row.clientId, row.enabled]] : [])),
      );
      if (usually(name) === 'always') return null;
      if (usually(name) === 'on' && [...decided.values()].every(Boolean)) return null;
      return new Set(clientIds().filter(id => isOn(name, decided.get(id))));
    },

    switch(clientId: HeldId, name: SwitchableName, enabled: boolean): ClientModule {
      store.decide({ clientId, module: name, enabled, updatedAt: clock.now().toISOString() });
      changes.publish({ topic: 'modules', clientId, id: name });
      return { name, enabled };
    },
  };
}
