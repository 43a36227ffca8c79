import type { Language } from '#shared/contract/vocabulary.ts';
import { os } from '#main/features/access/implementer.ts';
import type { Principal } from '#main/features/access/principal.ts';
import type { ArtifactService } from '#main/features/artifacts/index.ts';
import type { MailService } from './service.ts';

type Dependencies = {
  mail: MailService;
  artifacts: Pick<ArtifactService, 'propose'>;
  /** What a mail of the office is among the artifacts. */
  kind: string;
  /** The name and language of who asks, for the test mail. */
  whoAsks: (principal: Principal) => { name: string; language: Language };
};

export function createMailRoutes({ mail, artifacts, kind, whoAsks }: Dependencies) {
  return {
    get: os.mail.get.handler(() => mail.state()),
    replace: os.mail.replace.handler(({ input }) => mail.replace(input)),
    test: os.mail.test.handler(({ input, context }) => mail.test(input.to, whoAsks(context.principal))),
    propose: os.mail.propose.handler(({ input: { to, subject, text, ...about }, context }) => ({
      id: artifacts.propose(context.scope, { ...about, kind, content: { to, subject, text } }),
    })),
    remove: os.mail.remove.handler(() => {
      mail.remove();
      return {};
    }),
  };
}
