import { os } from '#main/features/access/implementer.ts';
import type { AccountService } from './service.ts';

export function createAccountRoutes(accounts: AccountService) {
  return {
    state: os.auth.state.handler(({ context }) => accounts.state(context.principal)),
    setUp: os.auth.setUp.handler(({ input, context }) => accounts.setUp(input, context)),
    token: os.auth.token.handler(({ input, context }) => accounts.token(input, context)),
    login: os.auth.login.handler(({ input, context }) => accounts.login(input, context)),
    refresh: os.auth.refresh.handler(({ input, context }) => accounts.refresh(input, context)),
    logout: os.auth.logout.handler(({ context }) => {
      accounts.logout(context);
      return {};
    }),
    me: os.auth.me.handler(({ context }) => accounts.me(context.principal)),
    updateMe: os.auth.updateMe.handler(({ input, context }) => accounts.updateMe(context.principal, input)),
    changePassword: os.auth.changePassword.handler(async ({ input, context }) => {
      await accounts.changePassword(context, input);
      return {};
    }),
    register: os.auth.register.handler(({ input, context }) => accounts.register(context.principal, input)),
  };
}
