import { os } from '#main/features/access/implementer.ts';
import type { WindowLock } from './window-lock.ts';

export function createWindowLockRoutes(windowLock: WindowLock) {
  return {
    state: os.windowLock.state.handler(() => windowLock.state()),
    set: os.windowLock.set.handler(({ input, context }) => windowLock.set(context.principal, input)),
    remove: os.windowLock.remove.handler(({ input, context }) =>
      windowLock.remove(context.principal, input.current),
    ),
    lock: os.windowLock.lock.handler(() => {
      windowLock.lock('asked');
      return {};
    }),
    unlock: os.windowLock.unlock.handler(async ({ input }) => {
      await windowLock.unlock(input.code);
      return {};
    }),
  };
}
