import { describe, expect, it } from 'vitest';
import type { Person } from '#shared/contract/people.ts';
import { changesOf, draftOf, problemsOf, withMembership, withRole } from './person-draft.ts';

const person: Person = {
  id: '1',
  email: 'hugo@atelier.fr',
  fullName: 'Hugo Petit',
  initials: 'HPE',
  language: 'fr',
  role: 'editor',
  memberships: [
    { clientId: 'north', clientName: 'Nord', role: 'editor' },
    { clientId: 'south', clientName: 'Sud', role: 'member' },
  ],
  state: 'active',
  link: null,
  secondFactor: false,
  lastSignInAt: null,
  createdAt: '2026-11-20T08:00:00.000Z',
};

describe('what is sent', () => {
  it('is nothing when nothing really changed', () => {
    const draft = draftOf(person);
    expect(changesOf(person, draft)).toBeNull();
    expect(changesOf(person, { ...draft, fullName: ' Hugo Petit ', initials: 'hpe' })).toBeNull();
    expect(changesOf(person, { ...draft, memberships: draft.memberships.toReversed() })).toBeNull();
  });

  it('is what differs, and roles together with their clients', () => {
    const draft = draftOf(person);
    expect(changesOf(person, { ...draft, language: 'en' })).toEqual({ language: 'en' });
    expect(changesOf(person, { ...draft, ...withRole(draft, 'admin', 'north') })).toEqual({
      role: 'admin',
      memberships: [],
    });
    expect(changesOf(person, { ...draft, ...withMembership(draft, 'north', null) })).toEqual({
      role: 'member',
      memberships: [{ clientId: 'south', role: 'member' }],
    });
  });
});

describe('a role', () => {
  it('chosen for all is given for each client there, or for the one at hand', () => {
    expect(withRole({ role: 'admin', memberships: [] }, 'agent', 'north')).toEqual({
      role: 'agent',
      memberships: [{ clientId: 'north', role: 'agent' }],
    });
    expect(withRole(draftOf(person), 'agent', 'north').memberships).toEqual([
      { clientId: 'north', role: 'agent' },
      { clientId: 'south', role: 'agent' },
    ]);
  });

  it('of one client makes the strongest of them the role of all', () => {
    const member = { role: 'member', memberships: [{ clientId: 'south', role: 'member' }] } as const;
    expect(withMembership(member, 'north', 'editor').role).toBe('editor');
    expect(withMembership(member, 'south', null)).toEqual({ role: 'member', memberships: [] });
  });
});

it('says what is wrong with each field', () => {
  const right = { fullName: 'Hugo', email: 'hugo@atelier.fr', initials: 'hpe' };
  expect(problemsOf(right)).toEqual({ fullName: false, email: false, initials: false });
  expect(problemsOf({ fullName: ' ', email: 'hugo@', initials: 'é1' })).toEqual({
    fullName: true,
    email: true,
    initials: true,
  });
});
