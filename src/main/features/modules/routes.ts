import { os } from '#main/features/access/implementer.ts';
import type { ModuleService } from './service.ts';

/** The client is within reach: that is looked at before. */
export function createModuleRoutes(modules: ModuleService) {
  return {
    list: os.modules.list.handler(({ input }) => modules.list(input.clientId)),
    switch: os.modules.switch.handler(({ input: { clientId, name, enabled } }) =>
      modules.switch(clientId, name, enabled),
    ),
  };
}
