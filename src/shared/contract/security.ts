import { z } from 'zod';
import { endedSessions, session } from './sessions.ts';
import { empty, id, instant } from './vocabulary.ts';
import { administrators, roles, route } from './route.ts';

/** An account or an address that has to wait after too many wrong guesses. */
export const lockout = z.object({
  id,
  kind: z.enum(['account', 'address']),
  /** The e-mail as it was typed (the account may not exist), or the address. */
  subject: z.string(),
  since: instant,
  until: instant,
  attempts: z.number().int(),
});
export type Lockout = z.infer<typeof lockout>;

/** An account, as far as its safety goes. */
export const securedPerson = z.object({
  id,
  fullName: z.string(),
  email: z.string(),
  initials: z.string(),
  role: z.enum(roles),
  secondFactor: z.boolean(),
  lastSignInAt: instant.nullable(),
});
export type SecuredPerson = z.infer<typeof securedPerson>;

export const signingKeyState = z.object({
  since: instant,
  /** Until when tokens of the key before are accepted; null when they are not. */
  previousUntil: instant.nullable(),
});

/** What administrators see and do about signing in. */
export const security = {
  lockouts: route({
    access: administrators,
    method: 'GET',
    path: '/security/lockouts',
    summary: 'Accounts and addresses that wait after wrong guesses',
    tag: 'Security',
  })
    .input(empty)
    .output(z.array(lockout)),

  liftLockout: route({
    access: administrators,
    method: 'DELETE',
    path: '/security/lockouts/{id}',
    summary: 'Let an account or an address try again at once',
    tag: 'Security',
  })
    .input(z.object({ id }).strict())
    .output(empty),

  people: route({
    access: administrators,
    method: 'GET',
    path: '/security/people',
    summary: 'Active accounts with a password: who has a second factor, who signed in when',
    tag: 'Security',
  })
    .input(empty)
    .output(z.array(securedPerson)),

  resetSecondFactor: route({
    access: administrators,
    method: 'DELETE',
    path: '/security/people/{id}/second-factor',
    summary: "Turn off another person's second factor; their sessions end",
    tag: 'Security',
  })
    .input(z.object({ id }).strict())
    .output(empty),

  sessions: route({
    access: administrators,
    method: 'GET',
    path: '/security/sessions',
    summary: "A person's sessions",
    tag: 'Security',
  })
    .input(z.object({ userId: id }).strict())
    .output(z.array(session)),

  endSessions: route({
    access: administrators,
    method: 'DELETE',
    path: '/security/people/{id}/sessions',
    summary: "End all of a person's sessions",
    tag: 'Security',
  })
    .input(z.object({ id }).strict())
    .output(endedSessions),

  signingKey: route({
    access: administrators,
    method: 'GET',
    path: '/security/signing-key',
    summary: 'Age of the key that signs access tokens',
    tag: 'Security',
  })
    .input(empty)
    .output(signingKeyState),

  rotateSigningKey: route({
    access: administrators,
    method: 'POST',
    path: '/security/rotate-signing-key',
    needs: 'writing',
    summary: 'Sign access tokens with a new key',
    tag: 'Security',
  })
    .input(
      z
        .object({
          /** Ends access tokens of the old key now, rather than when they expire (15 minutes at most). */
          endNow: z.boolean().default(false),
        })
        .strict(),
    )
    .output(signingKeyState),
};
