import type { Language } from '#shared/contract/vocabulary.ts';
import { os } from '#main/features/access/implementer.ts';
import { userIdOf, type Principal } from '#main/features/access/principal.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { ArtifactService, Caller } from './service.ts';

type Context = { principal: Principal; scope: ClientScope; language?: Language | null };

export function createArtifactRoutes(artifacts: ArtifactService, usualLanguage: () => Language) {
  const caller = (context: Context, language: Language | undefined): Caller => ({
    scope: context.scope,
    looker: {
      userId: userIdOf(context.principal),
      language: language ?? context.language ?? usualLanguage(),
    },
  });
  return {
    list: os.artifacts.list.handler(({ input, context }) =>
      artifacts.list(caller(context, input.language), input),
    ),
    waiting: os.artifacts.waiting.handler(({ context }) => artifacts.waiting(context.scope)),
    get: os.artifacts.get.handler(({ input, context }) =>
      artifacts.get(caller(context, input.language), input.id),
    ),
    edit: os.artifacts.edit.handler(({ input, context }) =>
      artifacts.edit(caller(context, input.language), input),
    ),
    submit: os.artifacts.submit.handler(({ input, context }) =>
      artifacts.submit(caller(context, input.language), input.id),
    ),
    approve: os.artifacts.approve.handler(({ input, context }) =>
      artifacts.approve(caller(context, input.language), input),
    ),
    reject: os.artifacts.reject.handler(({ input, context }) =>
      artifacts.reject(caller(context, input.language), input),
    ),
    reopen: os.artifacts.reopen.handler(({ input, context }) =>
      artifacts.reopen(caller(context, input.language), input.id),
    ),
  };
}
