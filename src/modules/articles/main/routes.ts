import { os, userIdOf } from '../../api.ts';
import type { Acting, ProposalService } from './service.ts';

type Context = { scope: Acting['scope']; principal: Parameters<typeof userIdOf>[0] };

export function createProposalRoutes(proposals: ProposalService) {
  const routes = os.articles;
  const acting = ({ scope, principal }: Context): Acting => ({ scope, userId: userIdOf(principal) });
  return {
    list: routes.list.handler(({ input, context: { scope } }) => proposals.list(scope, input)),
    waiting: routes.waiting.handler(({ input, context: { scope } }) =>
      proposals.waiting(scope, input.clientId),
    ),
    draft: routes.draft.handler(({ input, context: { scope } }) => proposals.draft(scope, input.messageId)),
    propose: routes.propose.handler(({ input, context }) => proposals.propose(acting(context), input)),
    get: routes.get.handler(({ input, context: { scope } }) => proposals.open(scope, input.id)),
    update: routes.update.handler(({ input, context: { scope } }) => proposals.update(scope, input)),
    approve: routes.approve.handler(({ input, context }) => proposals.approve(acting(context), input)),
    revise: routes.revise.handler(({ input, context: { scope } }) => proposals.revise(scope, input)),
    drop: routes.drop.handler(({ input, context }) => proposals.drop(acting(context), input.id)),
    reopen: routes.reopen.handler(({ input, context: { scope } }) => proposals.reopen(scope, input.id)),
  };
}
