import { email as emailShape, initials as initialsShape, type Membership } from '#shared/contract/auth.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Role } from '#shared/contract/route.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { strongestRole } from '#shared/lib/strongest-role.ts';

/** A role for the installation, or roles for clients: what is chosen together. */
export type Assignment = { role: Role; memberships: readonly Membership[] };

export type PersonDraft = Assignment & {
  fullName: string;
  email: string;
  initials: string;
  language: Language;
};

export function isForEveryClient(role: Role): role is 'owner' | 'admin' {
  return role === 'owner' || role === 'admin';
}

export function draftOf(person: Person): PersonDraft {
  const { fullName, email, initials, language, role, memberships } = person;
  return {
    fullName,
    email,
    initials,
    language,
    role,
    memberships: memberships.map(held => ({ clientId: held.clientId, role: held.role })),
  };
}

export type DraftProblems = { fullName: boolean; email: boolean; initials: boolean };

export function problemsOf({
  fullName,
  email,
  initials,
}: Pick<PersonDraft, 'fullName' | 'email' | 'initials'>): DraftProblems {
  return {
    fullName: fullName.trim() === '',
    email: !emailShape.safeParse(email.trim()).success,
    initials: !initialsShape.safeParse(initials).success,
  };
}

/** What differs from the person as stored, as the contract takes it; null when nothing does. */
export function changesOf(person: Person, draft: PersonDraft): Partial<PersonDraft> | null {
  const stored = draftOf(person);
  const wanted: PersonDraft = {
    ...draft,
    fullName: draft.fullName.trim(),
    email: draft.email.trim().toLowerCase(),
    initials: draft.initials.trim().toUpperCase(),
  };
  const texts = (['fullName', 'email', 'initials', 'language'] as const).filter(
    field => wanted[field] !== stored[field],
  );
  const changed: Partial<PersonDraft> = Object.fromEntries(texts.map(field => [field, wanted[field]]));
  if (!sameAssignment(stored, wanted)) {
    changed.role = wanted.role;
    changed.memberships = wanted.memberships;
  }
  return Object.keys(changed).length === 0 ? null : changed;
}

function sameAssignment(one: Assignment, other: Assignment): boolean {
  if (one.role !== other.role || one.memberships.length !== other.memberships.length) return false;
  return one.memberships.every(held =>
    other.memberships.some(({ clientId, role }) => clientId === held.clientId && role === held.role),
  );
}

/** A role chosen for all: each client there already, or else the client at hand, is given it. */
export function withRole(before: Assignment, role: Role, clientAtHand: string | undefined): Assignment {
  if (isForEveryClient(role)) return { role, memberships: [] };
  const clientIds = before.memberships.map(({ clientId }) => clientId);
  const forClients = clientIds.length > 0 || clientAtHand === undefined ? clientIds : [clientAtHand];
  return { role, memberships: forClients.map(clientId => ({ clientId, role })) };
}

/** One client's role changed (null takes the client away); the role of all follows. */
export function withMembership(
  before: Assignment,
  clientId: string,
  role: Membership['role'] | null,
): Assignment {
  const others = before.memberships.filter(held => held.clientId !== clientId);
  const memberships = role === null ? others : [...others, { clientId, role }];
  return { memberships, role: memberships.length === 0 ? before.role : strongestRole(memberships) };
}
