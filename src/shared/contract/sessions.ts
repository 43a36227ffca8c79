import { z } from 'zod';
import { empty, id, instant } from './vocabulary.ts';
import { everyone, route } from './route.ts';

export const session = z.object({
  id,
  kind: z.enum(['browser', 'api']),
  /** What it was opened with, by the name a person knows (Firefox, curl); null when it does not say. */
  program: z.string().nullable(),
  /** Windows, macOS, Linux, Android, iOS; null when it does not say. */
  system: z.string().nullable(),
  /** The socket address it was opened from; null on this machine itself. */
  address: z.string().nullable(),
  createdAt: instant,
  lastUsedAt: instant,
  /** Whether it is the one that asks. */
  current: z.boolean(),
});
export type Session = z.infer<typeof session>;

export const endedSessions = z.object({ ended: z.number().int() });

/** Where one is signed in. */
export const sessions = {
  list: route({
    access: everyone,
    method: 'GET',
    path: '/auth/sessions',
    summary: "One's own sessions, last used first",
    tag: 'Accounts',
  })
    .input(empty)
    .output(z.array(session)),

  end: route({
    access: everyone,
    method: 'DELETE',
    path: '/auth/sessions/{id}',
    summary: "End one of one's own sessions",
    tag: 'Accounts',
  })
    .input(z.object({ id }).strict())
    .output(empty),

  endOthers: route({
    access: everyone,
    method: 'POST',
    path: '/auth/sessions/revoke-others',
    needs: 'writing',
    summary: "End all of one's sessions but this one",
    tag: 'Accounts',
  })
    .input(empty)
    .output(endedSessions),
};
