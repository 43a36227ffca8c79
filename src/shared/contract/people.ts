import { z } from 'zod';
import { email, fullName, initials, membership, password } from './auth.ts';
import { administrators, roles, route } from './route.ts';
import { linkAddress } from './web-interface.ts';
import { empty, id, instant, language, order, pageOf, pageQuery, sortedCursor } from './vocabulary.ts';
import { pageNames } from '../lib/pages.ts';
import { SEARCH_MAX_LENGTH } from './limits.ts';

export const MEMBERSHIPS_MAX = 1_000; // clients one person may have a role for

/** `invited`: a link was made and no password chosen yet. */
export const personState = z.enum(['active', 'invited', 'disabled']);
export type PersonState = z.infer<typeof personState>;

export const linkKind = z.enum(['invitation', 'reset']);
export type LinkKind = z.infer<typeof linkKind>;

export const person = z.object({
  id,
  email: z.string(),
  fullName: z.string(),
  initials: z.string(),
  language,
  /** For those who are neither owner nor administrator, the strongest role they have for a client. */
  role: z.enum(roles),
  memberships: z.array(membership.extend({ clientName: z.string() })),
  state: personState,
  /** The link that is out and unused, if any; one whose time is over is shown too. */
  link: z.object({ kind: linkKind, expiresAt: instant, expired: z.boolean() }).nullable(),
  secondFactor: z.boolean(),
  lastSignInAt: instant.nullable(),
  createdAt: instant,
});
export type Person = z.infer<typeof person>;

/** A link as it is shown, once: only a digest of its token is kept. */
export const issuedLink = z.object({ kind: linkKind, token: z.string(), expiresAt: instant });
export type IssuedLink = z.infer<typeof issuedLink>;

const personWithLink = z.object({
  person,
  link: issuedLink,
  /** Where the link leads: `url` with `/#/join?token=` and the token. */
  address: linkAddress,
  /** Whether the link is also on its way by mail. Never when nobody but this machine could open it. */
  mailed: z.boolean(),
});
/** Asks for the link to be mailed as well, when mail is configured. */
const sendMail = z.boolean().optional();

/** What a person may do, each the name of something a route admits them to. */
export const capabilities = [
  'chat',
  'documents.read',
  'chatbots.change',
  'knowledge.change',
  'conversations.read',
  'clients.change',
  'models.change',
  'people.change',
  'settings.change',
] as const;
export type Capability = (typeof capabilities)[number];

/** What a person can see and do, as the doors would decide it for them. */
export const personAccess = z.object({
  /** What is for the whole installation: administration. */
  installation: z.array(z.enum(capabilities)),
  clients: z.array(
    z.object({
      id,
      name: z.string(),
      role: z.enum(roles),
      pages: z.array(z.enum(pageNames)),
      capabilities: z.array(z.enum(capabilities)),
      chatbots: z.array(z.object({ id, name: z.string(), avatar: z.string(), color: z.string() })),
    }),
  ),
});
export type PersonAccess = z.infer<typeof personAccess>;

const memberships = z.array(membership).max(MEMBERSHIPS_MAX);
const tag = 'People';
const token = z.string().min(1).max(200);

/** `role`: from owners to members; `state`: those who come first; `seen`: when each last signed in. */
export const personSort = z.enum(['name', 'role', 'state', 'seen', 'added']);
export type PersonSort = z.infer<typeof personSort>;

export const people = {
  list: route({
    access: administrators,
    method: 'GET',
    path: '/people',
    summary: 'People, by name unless sorted otherwise',
    tag,
  })
    .input(
      pageQuery
        .extend({
          cursor: sortedCursor.optional(),
          /** Words of the name, the e-mail or the initials. */
          q: z.string().trim().max(SEARCH_MAX_LENGTH).optional(),
          /** Those with a role for this client; owners and administrators have one for every client. */
          clientId: id.optional(),
          state: personState.optional(),
          sort: personSort.default('name'),
          order: order.default('asc'),
        })
        .strict(),
    )
    .output(pageOf(person).extend({ total: z.number().int() })),

  get: route({ access: administrators, method: 'GET', path: '/people/{id}', summary: 'One person', tag })
    .input(z.object({ id }).strict())
    .output(person),

  invite: route({
    access: administrators,
    method: 'POST',
    path: '/people/invite',
    summary: 'Create an account and a one-time link by which its person chooses a password',
    tag,
    successStatus: 201,
    secretAnswer: true,
  })
    .input(
      z
        .object({
          email,
          fullName,
          language,
          /** `owner` or `admin` for the installation; the others are taken from the memberships when given. */
          role: z.enum(roles),
          /** Left out: the role for the only client there is, or for none when there are several. */
          memberships: memberships.optional(),
          sendMail,
        })
        .strict(),
    )
    .output(personWithLink),

  update: route({
    access: administrators,
    method: 'PATCH',
    path: '/people/{id}',
    needs: 'writing',
    summary: 'Change a person; disabling one ends their sessions at once',
    tag,
  })
    .input(
      z
        .object({
          id,
          email: email.optional(),
          fullName: fullName.optional(),
          initials: initials.optional(),
          language: language.optional(),
          role: z.enum(roles).optional(),
          memberships: memberships.optional(),
          active: z.boolean().optional(),
        })
        .strict(),
    )
    .output(person),

  link: route({
    access: administrators,
    method: 'POST',
    path: '/people/{id}/link',
    summary: 'A new one-time link: an invitation before the first password, a reset after; older ones die',
    tag,
    successStatus: 201,
    secretAnswer: true,
  })
    .input(z.object({ id, sendMail }).strict())
    .output(personWithLink),

  access: route({
    access: administrators,
    method: 'GET',
    path: '/people/{id}/access',
    summary: 'What a person can see and do',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(personAccess),

  forgotPassword: route({
    access: ['public'],
    method: 'POST',
    path: '/auth/forgot',
    summary: 'Have a link to choose a new password mailed; the answer never tells whether the account exists',
    tag,
  })
    .input(z.object({ email }).strict())
    .output(empty),

  inspectLink: route({
    access: ['public'],
    method: 'POST',
    path: '/auth/link/inspect',
    needs: 'nothing',
    summary: 'Whom a one-time link is for',
    tag,
  })
    .input(z.object({ token }).strict())
    .output(
      z.object({ kind: linkKind, email: z.string(), fullName: z.string(), language, expiresAt: instant }),
    ),

  acceptLink: route({
    access: ['public'],
    method: 'POST',
    path: '/auth/link/accept',
    summary: 'Choose a password with a one-time link; signs in, and ends every earlier session',
    tag,
  })
    .input(
      z
        .object({
          token,
          password,
          fullName: fullName.optional(),
          language: language.optional(),
        })
        .strict(),
    )
    .output(
      z.object({
        email: z.string(),
        /** False for a person with a second factor: a link alone does not replace it. */
        signedIn: z.boolean(),
      }),
    ),
};
