import { os } from '#main/features/access/implementer.ts';
import type { PrivacyService } from './service.ts';

export function createPrivacyRoutes(privacy: PrivacyService) {
  return {
    eraseClient: os.privacy.eraseClient.handler(({ input, context }) => privacy.eraseClient(context, input)),
    erasePerson: os.privacy.erasePerson.handler(({ input, context }) => privacy.erasePerson(context, input)),
    erasures: os.privacy.erasures.handler(({ input }) => privacy.list(input.subject)),
    erasure: os.privacy.erasure.handler(({ input }) => privacy.get(input.id)),
    retryErasure: os.privacy.retryErasure.handler(({ input }) => privacy.retry(input.id)),
  };
}
