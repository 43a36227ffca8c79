import { z } from 'zod';
import { empty, id, instant, language } from './vocabulary.ts';
import { clientRoles, everyone, roles, route } from './route.ts';
import { ONE_TIME_CODE_MAX_LENGTH } from './limits.ts';

export const PASSWORD_MIN_LENGTH = 10; // length is what resists guessing; no composition rules
export const PASSWORD_MAX_LENGTH = 200;

export const theme = z.enum(['light', 'dark', 'system']);
export type Theme = z.infer<typeof theme>;

export const email = z
  .email()
  .max(254)
  .transform(value => value.toLowerCase());
export const password = z.string().min(1).max(PASSWORD_MAX_LENGTH);
export const FULL_NAME_MAX_LENGTH = 120;
export const fullName = z.string().trim().min(1).max(FULL_NAME_MAX_LENGTH);
export const INITIALS_LENGTH = 3;
/** Three letters, no two people the same. */
export const initials = z
  .string()
  .trim()
  .transform(value => value.toUpperCase())
  .pipe(z.string().regex(/^[A-Z]{3}$/));

/** The role a person has for one client. */
export const membership = z.object({ clientId: id, role: z.enum(clientRoles) }).strict();
export type Membership = z.infer<typeof membership>;

/** Six digits of an authenticator, or a recovery code; spaces and hyphens as one likes. */
export const oneTimeCode = z.string().trim().min(1).max(ONE_TIME_CODE_MAX_LENGTH);

export const user = z.object({
  id,
  email: z.string(),
  fullName: z.string(),
  initials: z.string(),
  role: z.enum(roles),
  /** Roles for clients; none for owners and administrators, who reach every client. */
  memberships: z.array(membership),
  language,
  theme,
  /** Whether signing in takes a code beside the password. */
  secondFactor: z.boolean(),
  createdAt: instant,
});
export type User = z.infer<typeof user>;

export const tokens = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  /** Seconds the access token lives. */
  expiresIn: z.number().int(),
});

export const auth = {
  state: route({
    access: ['public'],
    method: 'GET',
    path: '/auth/state',
    summary: 'Whether the first account exists, and who is signed in',
    tag: 'Accounts',
  })
    .input(empty)
    .output(
      z.object({
        setUpNeeded: z.boolean(),
        /** True when the caller is the owner of this machine (desktop window). */
        local: z.boolean(),
        /** True while the desktop window waits for its PIN or password: nothing else answers then. */
        locked: z.boolean(),
        /** Whether a forgotten password can be had by mail; otherwise an administrator makes a link. */
        mailConfigured: z.boolean(),
        user: user.nullable(),
      }),
    ),

  setUp: route({
    access: ['public'],
    method: 'POST',
    path: '/auth/setup',
    summary: 'Create the first account with the one-time link',
    tag: 'Accounts',
  })
    .input(
      z
        .object({
          token: z.string().min(1).max(200),
          email,
          fullName,
          password,
          language,
          clientName: z.string().trim().min(1).max(120).optional(),
        })
        .strict(),
    )
    .output(user),

  token: route({
    access: ['public'],
    method: 'POST',
    path: '/auth/token',
    needs: 'nothing',
    summary: 'Exchange e-mail and password for tokens',
    tag: 'Accounts',
  })
    .input(z.object({ email, password, code: oneTimeCode.optional() }).strict())
    .output(tokens),

  login: route({
    access: ['public'],
    method: 'POST',
    path: '/auth/login',
    needs: 'nothing',
    summary: 'Sign in a browser (session cookie)',
    tag: 'Accounts',
  })
    .input(z.object({ email, password, code: oneTimeCode.optional() }).strict())
    .output(user),

  refresh: route({
    access: ['public'],
    method: 'POST',
    path: '/auth/refresh',
    needs: 'nothing',
    summary: 'Renew tokens; the refresh token is replaced',
    tag: 'Accounts',
  })
    .input(z.object({ refreshToken: z.string().min(1).max(400) }).strict())
    .output(tokens),

  logout: route({
    access: everyone,
    method: 'POST',
    path: '/auth/logout',
    needs: 'nothing',
    summary: 'End this session',
    tag: 'Accounts',
  })
    .input(empty)
    .output(empty),

  me: route({
    access: everyone,
    method: 'GET',
    path: '/auth/me',
    summary: 'The signed-in person',
    tag: 'Accounts',
  })
    .input(empty)
    .output(user),

  updateMe: route({
    access: everyone,
    method: 'PATCH',
    path: '/auth/me',
    summary: "Change one's own name, initials, language or theme",
    tag: 'Accounts',
  })
    .input(
      z
        .object({
          fullName: fullName.optional(),
          initials: initials.optional(),
          language: language.optional(),
          theme: theme.optional(),
        })
        .strict(),
    )
    .output(user),

  changePassword: route({
    access: everyone,
    method: 'POST',
    path: '/auth/password',
    needs: 'writing',
    summary: "Change one's own password; other sessions end",
    tag: 'Accounts',
  })
    .input(z.object({ currentPassword: password.nullable(), newPassword: password }).strict())
    .output(empty),

  register: route({
    access: ['owner', 'admin', 'local'],
    method: 'POST',
    path: '/auth/register',
    summary: 'Create an account',
    tag: 'Accounts',
    successStatus: 201,
  })
    .input(
      z
        .object({
          email,
          fullName,
          password,
          role: z.enum(roles),
          language: language.optional(),
          /** The clients the role is for. Left out: the only client there is, or none when there are several. */
          clientIds: z.array(id).max(1_000).optional(),
        })
        .strict(),
    )
    .output(user),
};
