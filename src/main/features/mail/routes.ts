import type { Language } from '#shared/contract/vocabulary.ts';
import { os } from '#main/features/access/implementer.ts';
import type { Principal } from '#main/features/access/principal.ts';
import type { MailService } from './service.ts';

type Dependencies = {
  mail: MailService;
  /** The name and language of who asks, for the test mail. */
  whoAsks: (principal: Principal) => { name: string; language: Language };
};

export function createMailRoutes({ mail, whoAsks }: Dependencies) {
  return {
    get: os.mail.get.handler(() => mail.state()),
    replace: os.mail.replace.handler(({ input }) => mail.replace(input)),
    test: os.mail.test.handler(({ input, context }) => mail.test(input.to, whoAsks(context.principal))),
    remove: os.mail.remove.handler(() => {
      mail.remove();
      return {};
    }),
  };
}
