import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAccountStore } from '#main/features/accounts/index.ts';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { createLinkStore } from './link-store.ts';
import {
  createOneTimeLinks,
  INVITATION_LIFETIME_MS,
  REQUESTED_RESET_LIFETIME_MS,
  RESET_LIFETIME_MS,
  type OneTimeLinks,
} from './one-time-links.ts';

const START = new Date('2026-11-20T08:00:00.000Z');
const people = ['019a9f00-0000-7000-8000-000000000001', '019a9f00-0000-7000-8000-000000000002'] as const;
const [userId, admin] = people;

let opened: ReturnType<typeof openTemporaryDatabase>;
let links: OneTimeLinks;
let time: Date;
const laterBy = (ms: number) => {
  time = new Date(START.getTime() + ms);
};

beforeEach(() => {
  opened = openTemporaryDatabase();
  time = START;
  const store = createAccountStore(opened.database);
  for (const [index, id] of people.entries()) {
    store.insert({
      id,
      email: `${index}@atelier.fr`,
      fullName: 'Quelqu’un',
      initials: `AA${'AB'.charAt(index)}`,
      role: 'member',
      passwordHash: null,
      language: 'fr',
      theme: 'system',
      active: true,
      createdAt: START.toISOString(),
      updatedAt: START.toISOString(),
    });
  }
  links = createOneTimeLinks({ store: createLinkStore(opened.database), clock: { now: () => time } });
});
afterEach(() => opened.close());

const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

it.each([
  { kind: 'invitation', createdBy: admin, lifetime: INVITATION_LIFETIME_MS },
  { kind: 'reset', createdBy: admin, lifetime: RESET_LIFETIME_MS },
  { kind: 'reset', createdBy: null, lifetime: REQUESTED_RESET_LIFETIME_MS },
] as const)('lives its time and not a moment more: %j', ({ kind, createdBy, lifetime }) => {
  const { token, expiresAt } = links.issue({ userId, kind, createdBy });
  expect(expiresAt).toBe(new Date(START.getTime() + lifetime).toISOString());
  laterBy(lifetime - 1);
  expect(links.inspect(token)).toEqual({ userId, kind, expiresAt });
  laterBy(lifetime);
  expect(() => links.inspect(token)).toThrow(code('link.expired'));
  expect(() => links.consume(token)).toThrow(code('link.expired'));
});

it('is used once', () => {
  const { token } = links.issue({ userId, kind: 'reset', createdBy: null });
  expect(links.consume(token)).toEqual({ userId, kind: 'reset' });
  expect(() => links.consume(token)).toThrow(code('link.used'));
  expect(() => links.inspect(token)).toThrow(code('link.used'));
});

it('ends when a newer one is made for the same person, and only then', () => {
  const first = links.issue({ userId, kind: 'invitation', createdBy: admin });
  const others = links.issue({ userId: admin, kind: 'reset', createdBy: null });
  links.issue({ userId, kind: 'invitation', createdBy: admin });
  expect(() => links.consume(first.token)).toThrow(code('link.expired'));
  expect(links.consume(others.token)).toEqual({ userId: admin, kind: 'reset' });
});

it.each(['', 'x', 'a'.repeat(10_000), 'null', "' or 1=1 --"])('of an unknown token is unknown: %s', token => {
  links.issue({ userId, kind: 'reset', createdBy: null });
  expect(() => links.inspect(token)).toThrow(code('link.unknown'));
});

it('is never stored as it is handed out', () => {
  const { token } = links.issue({ userId, kind: 'reset', createdBy: null });
  const stored = JSON.stringify(opened.database.$client.prepare('select * from one_time_links').all());
  expect(stored).not.toContain(token);
  expect(stored).toMatch(/[0-9a-f]{64}/);
  expect(token).toMatch(/^[\w-]{43}$/);
});
