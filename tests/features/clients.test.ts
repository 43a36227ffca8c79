import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTemporaryApp, type TemporaryApp } from '../support/temporary-app.ts';

describe('clients', () => {
  let foyer: TemporaryApp;
  beforeEach(async () => {
    foyer = await startTemporaryApp();
  });
  afterEach(() => foyer.close());

  it('keeps everything that is told about a client', async () => {
    const { clients } = foyer.client;
    const fields = {
      name: 'Mairie de Saint-Aubin',
      domain: 'saint-aubin.fr',
      contactName: 'Élodie Martin',
      contactEmail: 'elodie@saint-aubin.fr',
      contactPhone: '02 99 00 00 00',
      notes: 'Ne répond pas le mercredi.',
      language: 'fr',
      timeZone: 'Europe/Paris',
      monthlyQuota: 5_000,
      conversationRetentionDays: 365,
      fileRetentionDays: null,
      logRetentionDays: 30,
    } as const;
    const made = await clients.create(fields);
    expect(await clients.get({ id: made.id })).toMatchObject({ ...fields, active: true, archivedAt: null });
    const changed = await clients.update({ id: made.id, timeZone: 'America/Guadeloupe', notes: null });
    expect(changed).toMatchObject({ timeZone: 'America/Guadeloupe', notes: null, name: fields.name });
  });
});
