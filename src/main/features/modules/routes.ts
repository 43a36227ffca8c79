import { os } from '#main/features/access/implementer.ts';
import { heldIdBecause } from '#main/platform/held-id.ts';
import type { ModuleService } from './service.ts';

const LOOKED_AT = 'a client that is named is looked at before the handler is called';

export function createModuleRoutes(modules: ModuleService) {
  return {
    list: os.modules.list.handler(({ input }) => modules.list(input.clientId)),
    switch: os.modules.switch.handler(({ input: { clientId, name, enabled } }) =>
      modules.switch(heldIdBecause(LOOKED_AT, clientId), name, enabled),
    ),
  };
}
