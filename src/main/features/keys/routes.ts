import { os } from '#main/features/access/implementer.ts';
import type { KeyService } from './service.ts';

export function createKeyRoutes(keys: KeyService) {
  return {
    list: os.keys.list.handler(({ input, context }) => keys.list(context.scope, input)),
    get: os.keys.get.handler(({ input, context }) => keys.get(context.scope, input.id)),
    create: os.keys.create.handler(({ input, context }) => keys.create(context, input)),
    update: os.keys.update.handler(({ input, context }) => keys.update(context, input)),
    revoke: os.keys.revoke.handler(({ input, context }) => keys.revoke(context.scope, input.id)),
  };
}
