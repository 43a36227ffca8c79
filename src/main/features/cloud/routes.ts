import { os } from '#main/features/access/implementer.ts';
import { userIdOf } from '#main/features/access/principal.ts';
import type { CloudService } from './service.ts';

const EXAMPLE_TIMEOUT_MS = 30_000; // a search, on a laptop that reads documents meanwhile

export function createCloudRoutes(cloud: CloudService) {
  return {
    places: os.cloud.places.handler(({ input, context }) => cloud.places(context.scope, input.id)),
    example: os.cloud.example.handler(({ input, context, signal }) => {
      const limit = AbortSignal.timeout(EXAMPLE_TIMEOUT_MS);
      return cloud.example(context.scope, input, signal ? AbortSignal.any([signal, limit]) : limit);
    }),
    allow: os.cloud.allow.handler(({ input, context }) =>
      cloud.allow(context.scope, input.id, input.host, userIdOf(context.principal)),
    ),
    withdraw: os.cloud.withdraw.handler(({ input, context }) =>
      cloud.withdraw(context.scope, input.id, input.host),
    ),
  };
}
