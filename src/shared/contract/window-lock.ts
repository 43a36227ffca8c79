import { z } from 'zod';
import { PASSWORD_MAX_LENGTH } from './auth.ts';
import { empty } from './vocabulary.ts';
import { route } from './route.ts';

export const LOCK_CODE_MIN_LENGTH = 6; // six digits under growing delays take years to guess
export const LOCK_AFTER_MINUTES = [1, 5, 10, 15, 30, 60] as const;

const typed = z.string().min(1).max(PASSWORD_MAX_LENGTH);

export const windowLockState = z.object({
  on: z.boolean(),
  /** Minutes without touching the computer; null when it locks only on demand. */
  afterMinutes: z.number().int().nullable(),
  /** Whether the account's password unlocks too. */
  passwordUnlocks: z.boolean(),
});
export type WindowLockState = z.infer<typeof windowLockState>;

/** The lock of the desktop window, for whoever leaves the computer on. */
export const windowLock = {
  state: route({
    access: ['local'],
    method: 'GET',
    path: '/window-lock',
    summary: 'Whether and when the window locks',
    tag: 'Window',
  })
    .input(empty)
    .output(windowLockState),

  set: route({
    access: ['local'],
    method: 'PUT',
    path: '/window-lock',
    summary: 'Choose the code that unlocks the window, and after how long it locks',
    tag: 'Window',
  })
    .input(
      z
        .object({
          /** The code (or password) that unlocks now; only when there is a lock. */
          current: typed.optional(),
          /** Left out: the code stays. */
          code: typed.optional(),
          afterMinutes: z.number().int().min(1).max(1_440).nullable(),
        })
        .strict(),
    )
    .output(windowLockState),

  remove: route({
    access: ['local'],
    method: 'DELETE',
    path: '/window-lock',
    summary: 'The window no longer locks',
    tag: 'Window',
  })
    .input(z.object({ current: typed.optional() }).strict())
    .output(windowLockState),

  lock: route({
    access: ['local'],
    method: 'POST',
    path: '/window-lock/lock',
    needs: 'nothing',
    summary: 'Lock the window now',
    tag: 'Window',
  })
    .input(empty)
    .output(empty),

  unlock: route({
    access: ['window'],
    method: 'POST',
    path: '/window-lock/unlock',
    needs: 'nothing',
    summary: 'Unlock the window with its code or the password',
    tag: 'Window',
  })
    .input(z.object({ code: typed }).strict())
    .output(empty),
};
