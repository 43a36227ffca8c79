import { os } from '#main/features/access/implementer.ts';
import type { ForgottenPassword } from './forgotten-password.ts';
import type { Joining } from './joining.ts';
import type { PeopleService } from './service.ts';

export function createPeopleRoutes(people: PeopleService, joining: Joining, forgotten: ForgottenPassword) {
  return {
    list: os.people.list.handler(({ input }) => people.list(input)),
    get: os.people.get.handler(({ input }) => people.get(input.id)),
    invite: os.people.invite.handler(({ input, context }) => people.invite(context, input)),
    update: os.people.update.handler(({ input: { id, ...change }, context }) =>
      people.update(context.principal, id, change),
    ),
    link: os.people.link.handler(({ input, context }) => people.issueLink(context, input.id, input.sendMail)),
    access: os.people.access.handler(({ input }) => people.access(input.id)),
    forgotPassword: os.people.forgotPassword.handler(({ input, context }) => {
      forgotten.ask(input.email, context);
      return {};
    }),
    inspectLink: os.people.inspectLink.handler(({ input }) => joining.inspect(input.token)),
    acceptLink: os.people.acceptLink.handler(({ input, context }) => joining.accept(input, context)),
  };
}
