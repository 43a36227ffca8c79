import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MailReplacement } from '#shared/contract/mail.ts';
import { databaseFile } from '#main/db/connection.ts';
import { join } from '../support/people.ts';
import { contextOf, startTemporaryApp, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { MAIL_PASSWORD, account, bytesOnDisk, useMailServers } from '../support/mail-servers.ts';

const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

describe('the settings of outgoing mail', () => {
  let office: TemporaryApp;
  const { standIn, settingsFor, configured } = useMailServers(() => office);

  beforeEach(async () => {
    office = await startTemporaryApp();
  });
  afterEach(() => office.close());

  const stranger = (address = '192.0.2.7') => office.app.client(contextOf({ kind: 'anonymous' }, address));

  describe('its settings', () => {
    it('are absent at first, kept sealed, shown without the password, and forgotten', async () => {
      expect(await office.client.mail.get({})).toEqual({
        settings: null,
        unreadable: false,
        offline: false,
        lastSentAt: null,
        lastFailure: null,
      });
      const { settings } = await office.client.mail.replace({
        ...settingsFor({ host: 'smtp.atelier.fr', port: 587 }),
        security: 'starttls',
        linkBase: 'http://foyer.lan:4280/quelque/part?x=1#/settings',
      });
      expect(settings).toMatchObject({
        host: 'smtp.atelier.fr',
        hasPassword: true,
        linkBase: 'http://foyer.lan:4280',
      });
      expect(JSON.stringify(await office.client.mail.get({}))).not.toContain(MAIL_PASSWORD);
      expect(bytesOnDisk(office.dataFolder)).not.toContain(MAIL_PASSWORD);
      expect(bytesOnDisk(office.dataFolder)).not.toContain('smtp.atelier.fr');
      await office.client.mail.remove({});
      expect((await office.client.mail.get({})).settings).toBeNull();
    });

    it('outlive a restart; altered, they are typed again and the rest of Foyer works', async () => {
      const server = await standIn();
      const folder = temporaryFolder();
      const { path: dataFolder } = folder;
      try {
        const first = await startTemporaryApp({ dataFolder });
        await first.client.mail.replace(settingsFor(server));
        await first.close();
        const second = await startTemporaryApp({ dataFolder });
        expect((await second.client.mail.test({ to: 'claire@atelier.fr' })).ok).toBe(true);
        await second.close();
        const database = new Database(databaseFile(dataFolder));
        database.prepare(`update settings set value = '"v1:AAAA"' where key = 'mail'`).run();
        database.close();
        const third = await startTemporaryApp({ dataFolder });
        expect(await third.client.mail.get({})).toMatchObject({ settings: null, unreadable: true });
        expect((await third.client.auth.state({})).mailConfigured).toBe(false);
        const { unreadable } = await third.client.mail.replace(settingsFor(server));
        expect(unreadable).toBe(false);
        await third.close();
      } finally {
        folder.remove();
      }
    });

    it('keep the password for the same server and account only', async () => {
      const server = await configured();
      const { password: _password, ...rest } = settingsFor(server);
      const kept = await office.client.mail.replace({ ...rest, fromName: 'Autre nom' });
      expect(kept.settings?.hasPassword).toBe(true);
      expect((await office.client.mail.test({ to: 'claire@atelier.fr' })).ok).toBe(true);
      for (const change of [{ host: 'mail.evil.test' }, { port: 2525 }, { username: 'other@atelier.fr' }]) {
        await expect(office.client.mail.replace({ ...rest, ...change })).rejects.toEqual(
          code('mail.password_needed'),
        );
      }
      expect((await office.client.mail.get({})).settings?.host).toBe(server.host);
      const without = await office.client.mail.replace({ ...rest, username: null });
      expect(without.settings?.hasPassword).toBe(false);
    });

    it.each([
      { host: 'smtp.test\r\nMAIL FROM' },
      { host: 'http://smtp.test' },
      { host: '' },
      { port: 0 },
      { port: 70_000 },
      { fromName: 'Foyer\r\nBcc: spy@evil.test' },
      { fromAddress: 'foyer@atelier.fr>\r\nDATA' },
      { replyTo: 'x' },
      { username: 'a\nb' },
      { linkBase: 'javascript:alert(1)' },
      { linkBase: 'http://user:pass@foyer.lan' },
      { linkBase: 'foyer.lan' },
      { certificateAuthority: 'not a certificate' },
      { role: 'owner' },
    ])('refuse what cannot be: %j', async change => {
      const settings = { ...settingsFor({ host: '127.0.0.1', port: 25 }), ...change } as MailReplacement;
      await expect(office.client.mail.replace(settings)).rejects.toMatchObject({ status: 400 });
    });

    it('are for administrators', async () => {
      const member = await join(office, 'lea@atelier.fr', 'member');
      for (const call of [
        () => member.client.mail.get({}),
        () => member.client.mail.test({ to: 'lea@atelier.fr' }),
        () => member.client.mail.replace(settingsFor({ host: '127.0.0.1', port: 25 })),
        () => member.client.mail.remove({}),
      ])
        await expect(call()).rejects.toEqual(code('auth.forbidden'));
    });
  });

  describe('the test', () => {
    it('sends a real mail and says how', async () => {
      const server = await configured();
      expect(await office.client.mail.test({ to: 'claire@atelier.fr' })).toMatchObject({
        ok: true,
        code: null,
        encrypted: false,
      });
      expect(server.mails[0]?.parsed.subject).toBe('Essai d’envoi de Foyer');
      const { lastSentAt, lastFailure } = await office.client.mail.get({});
      expect([typeof lastSentAt, lastFailure]).toEqual(['string', null]);
    });

    it('says plainly what is wrong, and the settings remember it', async () => {
      const server = await standIn({ account });
      await office.client.mail.replace({ ...settingsFor(server), password: 'pas le bon' });
      const result = await office.client.mail.test({ to: 'claire@atelier.fr' });
      expect(result).toMatchObject({ ok: false, code: 'mail.sign_in_refused', encrypted: null });
      expect(result.reply).toContain('535');
      expect((await office.client.mail.get({})).lastFailure?.code).toBe('mail.sign_in_refused');
      await expect(stranger().mail.test({ to: 'a@b.fr' })).rejects.toEqual(code('auth.required'));
    });

    it('is impossible before anything is configured', async () => {
      await expect(office.client.mail.test({ to: 'claire@atelier.fr' })).rejects.toEqual(
        code('mail.not_configured'),
      );
    });
  });
});
