import { describe, expect, it } from 'vitest';
import type { Client } from '#shared/contract/clients.ts';
import { changesOf, daysOf, domainOf, draftOf, fieldsOf, problemsOf } from './client-draft.ts';

const client: Client = {
  id: '0197a3e0-0000-7000-8000-000000000001',
  name: 'Mairie',
  domain: 'mairie.fr',
  contactName: null,
  contactEmail: null,
  contactPhone: null,
  notes: null,
  language: 'fr',
  timeZone: 'Europe/Paris',
  monthlyQuota: 5_000,
  active: true,
  archivedAt: null,
  erasing: false,
  conversationRetentionDays: null,
  fileRetentionDays: null,
  logRetentionDays: null,
  chatbotCount: 0,
  documentCount: 0,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

describe('a client being edited', () => {
  it('is unchanged until something differs, spaces at the ends aside', () => {
    const draft = draftOf(client);
    expect(changesOf(client, draft)).toBeNull();
    expect(changesOf(client, { ...draft, name: ' Mairie ' })).toBeNull();
    expect(changesOf(client, { ...draft, name: 'Commune', domain: '' })).toEqual({
      name: 'Commune',
      domain: null,
    });
  });

  it('takes the host out of an address pasted from a browser', () => {
    expect(domainOf(' https://Mairie.FR/accueil?x=1 ')).toBe('mairie.fr');
    expect(fieldsOf({ ...draftOf(client), domain: 'http://localhost:8080/' }).domain).toBe('localhost');
  });

  it.each([
    [{ name: '  ' }, 'name'],
    [{ domain: 'pas un domaine' }, 'domain'],
    [{ contactEmail: 'claire@' }, 'contactEmail'],
  ] as const)('tells what is wrong with %j', (wrong, field) => {
    const problems = problemsOf({ ...draftOf(client), ...wrong });
    expect(Object.entries(problems).filter(([, problem]) => problem)).toEqual([[field, true]]);
  });

  it.each([
    ['', null],
    ['30', 30],
    ['0', undefined],
    ['-3', undefined],
    ['36501', undefined],
    ['1 000', 1_000],
  ])('reads “%s” as a number of days', (typed, days) => {
    expect(daysOf(typed)).toBe(days);
  });
});
