import { FoyerError } from '#shared/errors.ts';
import type { CallerWatch, Principal } from '#main/features/access/principal.ts';
import type { Sessions } from './sessions.ts';
import type { WindowLock } from './window-lock.ts';

/** A session may end in many ways (revoked, expired, its account disabled): streams look this often. */
const LOOK_EVERY_MS = 2_000;

/** Follows whether a caller may still be there; undefined for those whose rights do not end while they are. */
export function createCallerWatch(sessions: Sessions, windowLock: WindowLock) {
  return (principal: Principal): CallerWatch | undefined => {
    if (principal.kind === 'user') {
      return {
        refusal: () =>
          sessions.stillHolds(principal)
            ? null
            : new FoyerError('auth.session_expired', 'The session is over'),
        onChange(listener) {
          const timer = setInterval(listener, LOOK_EVERY_MS).unref();
          return () => clearInterval(timer);
        },
      };
    }
    if (principal.kind === 'local' && principal.window !== undefined) {
      return {
        refusal: () => (windowLock.isLocked() ? new FoyerError('auth.locked', 'The window is locked') : null),
        onChange: windowLock.onChange,
      };
    }
    return undefined;
  };
}
