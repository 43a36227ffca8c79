import { expect, it } from 'vitest';
import type { ApiKey } from '#shared/contract/keys.ts';
import { changeOf, creationOf, daysLeft, draftOf, newDraft, problemsOf, type KeyDraft } from './key-draft.ts';

const now = new Date('2026-11-25T10:00:00');
const named: KeyDraft = { ...newDraft('c1'), name: ' Site web ' };

it('asks for a name, a right, a chatbot and a day to come', () => {
  expect(problemsOf(named, now)).toEqual([]);
  expect(problemsOf({ ...named, name: '  ', scopes: [], everyBot: false }, now)).toEqual([
    'name',
    'scopes',
    'bots',
  ]);
  for (const date of ['', '2026-11-24', '2026-02-31x', '20261-01-01'])
    expect(problemsOf({ ...named, end: 'date', date }, now), date).toEqual(['end']);
  for (const date of ['2026-11-25', '2027-01-01'])
    expect(problemsOf({ ...named, end: 'date', date }, now), date).toEqual([]);
});

it('sends what was chosen, the end as a moment', () => {
  expect(creationOf(named, now)).toEqual({
    clientId: 'c1',
    name: 'Site web',
    scopes: ['chat'],
    chatbotIds: null,
    expiresAt: new Date('2027-11-25T10:00:00').toISOString(),
  });
  const chosen = creationOf(
    {
      ...named,
      scopes: ['write', 'admin'],
      everyBot: false,
      chatbotIds: ['b1'],
      end: 'date',
      date: '2026-12-01',
    },
    now,
  );
  expect(chosen).toMatchObject({
    scopes: ['admin'],
    chatbotIds: ['b1'],
    expiresAt: new Date('2026-12-01T23:59:59').toISOString(),
  });
  expect(creationOf({ ...named, end: 'never' }, now).expiresAt).toBeNull();
});

it('leaves the end of a key alone unless another one is chosen', () => {
  const stored = { clientId: 'c1', name: 'Blog', scopes: ['read'], chatbotIds: ['b1'] } as unknown as ApiKey;
  const draft = draftOf(stored);
  expect(changeOf('k1', draft, now)).toEqual({ id: 'k1', name: 'Blog', chatbotIds: ['b1'] });
  expect(changeOf('k1', { ...draft, end: 'never' }, now)).toMatchObject({ expiresAt: null });
});

it('counts the days to an end that is near, as a calendar does', () => {
  const left = (end: string, state: ApiKey['state'] = 'active') =>
    daysLeft({ expiresAt: new Date(end).toISOString(), state }, now);
  expect(left('2026-11-25T23:00:00')).toBe(0);
  expect(left('2026-11-26T01:00:00')).toBe(1);
  expect(left('2026-12-09T23:59:59')).toBe(14);
  expect(left('2026-12-10T00:00:00')).toBeNull();
  expect(left('2026-11-26T01:00:00', 'revoked')).toBeNull();
  expect(daysLeft({ expiresAt: null, state: 'active' }, now)).toBeNull();
});
