import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { join, PASSWORD, visitor } from '../support/people.ts';
import { contextOf, startTemporaryApp, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { MAIL_PASSWORD, account, bytesOnDisk, useMailServers } from '../support/mail-servers.ts';

const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

describe('outgoing mail', () => {
  let office: TemporaryApp;
  const { standIn, settingsFor, configured, forget } = useMailServers(() => office);

  beforeEach(async () => {
    office = await startTemporaryApp();
  });
  afterEach(() => office.close());

  const stranger = (address = '192.0.2.7') => office.app.client(contextOf({ kind: 'anonymous' }, address));
  const mailJobs = async () =>
    (await office.client.jobs.list({ limit: 50 })).items.filter(({ type }) => type === 'mail.send');
  const invite = (email = 'hugo@exemple.fr', sendMail = true) =>
    office.client.people.invite({ email, fullName: 'Hugo Petit', language: 'fr', role: 'member', sendMail });
  const tokenIn = (text: string | undefined) => /token=([\w-]+)/.exec(text ?? '')?.[1] ?? '';

  const payloads = () => {
    const database = new Database(databaseFile(office.dataFolder), { readonly: true });
    try {
      return database.prepare('select type, state, payload from jobs').all() as {
        type: string;
        state: string;
        payload: string;
      }[];
    } finally {
      database.close();
    }
  };

  describe('an invitation', () => {
    it('is mailed when asked for, in the language of the person, and its link works once', async () => {
      const server = await configured();
      const { link, mailed } = await invite();
      expect(mailed).toBe(true);
      const { parsed } = await server.mailTo('hugo@exemple.fr');
      expect(parsed.subject).toBe('Votre accès à Foyer');
      expect(parsed.text).toContain('Bonjour Hugo Petit,');
      expect(tokenIn(parsed.text)).toBe(link.token);
      expect(tokenIn(parsed.html)).toBe(link.token);
      expect(parsed.text).toContain('http://foyer.lan:4280/#/');
      await stranger().people.acceptLink({ token: tokenIn(parsed.text), password: PASSWORD });
      await expect(stranger().people.acceptLink({ token: link.token, password: PASSWORD })).rejects.toEqual(
        code('link.used'),
      );
    });

    it('is not mailed when nobody asked, when mail is not configured, or nothing may leave', async () => {
      expect((await invite('a@exemple.fr')).mailed).toBe(false);
      const server = await configured();
      expect((await invite('b@exemple.fr', false)).mailed).toBe(false);
      await office.client.mail.replace(settingsFor({ host: 'smtp.atelier.fr', port: 587 }));
      await office.client.system.updateSettings({ offline: true });
      expect(await office.client.mail.get({})).toMatchObject({ offline: true });
      expect((await invite('c@exemple.fr')).mailed).toBe(false);
      expect((await stranger().auth.state({})).mailConfigured).toBe(false);
      expect(await mailJobs()).toEqual([]);
      expect(server.mails).toEqual([]);
      const { items: blocked } = await office.client.connections.list({ outcome: 'blocked' });
      expect(blocked).toMatchObject([
        { kind: 'mail', host: 'smtp.atelier.fr', port: 587, detail: 'offline' },
      ]);
    });

    it('leaves its token nowhere: not in the queue, not in the log, not in the database', async () => {
      const server = await configured({
        account,
        refuse: { recipient: address => (address === 'refus@exemple.fr' ? '550 5.1.1 Nobody here' : null) },
      });
      const tokens = [(await invite('refus@exemple.fr')).link.token, (await invite()).link.token];
      await server.mailTo('hugo@exemple.fr');
      await expect
        .poll(async () => (await mailJobs()).map(({ state }) => state).sort())
        .toEqual(['failed', 'succeeded']);
      const disk = bytesOnDisk(office.dataFolder);
      for (const secret of [...tokens, MAIL_PASSWORD, Buffer.from(MAIL_PASSWORD).toString('base64')])
        expect(disk).not.toContain(secret);
      const rows = payloads().filter(({ type }) => type === 'mail.send');
      // Sent: gone. Refused: kept sealed, for another try.
      expect(rows.find(({ state }) => state === 'succeeded')?.payload).toBe('{}');
      expect(rows.find(({ state }) => state === 'failed')?.payload).toMatch(/^{"sealed":"v2:[\w:-]+"}$/);
      const [failed] = (await mailJobs()).filter(({ state }) => state === 'failed');
      expect(failed?.failure).toBe('mail.recipient_refused');
    });

    it('that was refused goes out when it is tried again, under a new key of the secrets too', async () => {
      let refuses = true;
      const server = await configured({
        account,
        refuse: { recipient: () => (refuses ? '550 5.1.1 Nobody here' : null) },
      });
      const { link } = await invite();
      const states = async () => (await mailJobs()).map(({ state }) => state);
      await expect.poll(states).toEqual(['failed']);
      await office.client.secrets.rotate({});
      refuses = false;
      const [failed] = await mailJobs();
      await office.client.jobs.retry({ id: failed?.id ?? '' });
      const { parsed } = await server.mailTo('hugo@exemple.fr');
      expect(tokenIn(parsed.text)).toBe(link.token);
    });

    it('cannot be made to carry headers, markup or a link by a name', async () => {
      const server = await configured();
      await office.client.people.invite({
        email: 'mallory@exemple.fr',
        fullName: 'Bob\r\nBcc: spy@evil.test <b>x</b> https://evil.test/phish',
        language: 'en',
        role: 'member',
        sendMail: true,
      });
      const { parsed, to, raw } = await server.mailTo('mallory@exemple.fr');
      expect(to).toEqual(['mallory@exemple.fr']);
      expect(parsed.headers.map(({ key }) => key)).not.toContain('bcc');
      expect(parsed.html).toContain('&lt;b&gt;x&lt;/b&gt;');
      expect(parsed.html).not.toContain('<b>');
      expect(`${parsed.text} ${parsed.html}`).not.toContain('evil.test/phish');
      expect(parsed.html).not.toMatch(/<img|src=|url\(/i);
      expect(raw).not.toContain('<script');
    });
  });

  describe('a server in trouble', () => {
    it('is tried again: a refusal that passes, then yes', async () => {
      let refusals = 1;
      const server = await configured({
        account,
        refuse: { recipient: () => (refusals-- > 0 ? '450 4.2.0 Greylisted, come back' : null) },
      });
      const { link } = await invite();
      const { parsed } = await server.mailTo('hugo@exemple.fr');
      expect(tokenIn(parsed.text)).toBe(link.token);
      await expect.poll(async () => (await mailJobs())[0]).toMatchObject({ state: 'succeeded', attempts: 2 });
      expect(server.mails).toHaveLength(1);
      expect((await office.client.mail.get({})).lastFailure).toBeNull();
    });

    it('is tried again by hand after a refusal for good, with what was to be sent', async () => {
      let refused = true;
      const server = await configured({
        account,
        refuse: { recipient: () => (refused ? '550 5.1.1 Nobody here' : null) },
      });
      const { link } = await invite();
      await expect.poll(async () => (await mailJobs())[0]?.state).toBe('failed');
      refused = false;
      await office.client.jobs.retry({ id: (await mailJobs())[0]?.id ?? '' });
      expect(tokenIn((await server.mailTo('hugo@exemple.fr')).parsed.text)).toBe(link.token);
    });

    it('that is gone does not stop anything else, nor the closing of Foyer', async () => {
      const server = await standIn({ account });
      await office.client.mail.replace(settingsFor(server));
      await server.close();
      forget(server);
      expect((await invite()).mailed).toBe(true);
      await expect.poll(async () => (await mailJobs())[0]?.failure).toBe('mail.unreachable');
      expect((await mailJobs())[0]?.state).toBe('queued');
      expect(await office.client.people.list({ q: 'hugo' })).toMatchObject({ total: 1 });
    });
  });

  it('that waits for a silent server lets Foyer close at once, and is sent after the next start', async () => {
    const folder = temporaryFolder();
    const silent = createServer(socket => void socket.on('error', () => undefined));
    silent.listen(0, '127.0.0.1');
    const reached = once(silent, 'connection') as Promise<[Socket]>;
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    try {
      const first = await startTemporaryApp({ dataFolder: folder.path });
      await first.client.mail.replace({ ...settingsFor({ host: '127.0.0.1', port }), username: null });
      await first.client.people.invite({
        email: 'hugo@exemple.fr',
        fullName: 'Hugo Petit',
        language: 'en',
        role: 'member',
        sendMail: true,
      });
      const [socket] = await reached;
      await first.close();
      socket.destroy();
      await new Promise(resolve => silent.close(resolve));
      const server = await standIn({ port });
      const second = await startTemporaryApp({ dataFolder: folder.path });
      expect((await server.mailTo('hugo@exemple.fr')).parsed.subject).toBe('Your access to Foyer');
      await second.close();
      expect(server.mails).toHaveLength(1);
    } finally {
      silent.close();
      folder.remove();
    }
  });

  describe('a forgotten password', () => {
    it('is answered alike for an account that exists and one that does not', async () => {
      const server = await configured();
      await join(office, 'lea@atelier.fr', 'member');
      const known = await stranger().people.forgotPassword({ email: 'lea@atelier.fr' });
      const unknown = await stranger().people.forgotPassword({ email: 'nobody@atelier.fr' });
      expect(known).toEqual({});
      expect(unknown).toEqual(known);
      const { parsed } = await server.mailTo('lea@atelier.fr');
      const forgotten = () => payloads().filter(({ type }) => type === 'password.forgotten');
      await expect
        .poll(() => forgotten().map(({ state, payload }) => [state, payload]))
        .toEqual([
          ['succeeded', '{}'],
          ['succeeded', '{}'],
        ]);
      expect(server.mails).toHaveLength(1);
      expect(bytesOnDisk(office.dataFolder)).not.toContain('nobody@atelier.fr');

      const browser = visitor();
      const again = office.app.client(browser.context);
      const accepted = await again.people.acceptLink({
        token: tokenIn(parsed.text),
        password: 'une phrase toute neuve',
      });
      expect(accepted).toEqual({ email: 'lea@atelier.fr', signedIn: true });
      const notice = await server.mailTo('lea@atelier.fr', mail => !mail.parsed.text?.includes('token='));
      expect(notice.parsed.subject).toBe('Votre mot de passe Foyer a changé');
      await stranger().auth.token({ email: 'lea@atelier.fr', password: 'une phrase toute neuve' });
    });

    it('sends nothing to a disabled account', async () => {
      const server = await configured();
      const lea = await join(office, 'lea@atelier.fr', 'member');
      await office.client.people.update({ id: lea.id, active: false });
      await stranger().people.forgotPassword({ email: 'lea@atelier.fr' });
      await expect.poll(() => payloads().every(({ state }) => state === 'succeeded')).toBe(true);
      expect(server.mails).toEqual([]);
    });

    it('is throttled by account, known or not, and by address', async () => {
      await configured();
      await join(office, 'lea@atelier.fr', 'member');
      for (const email of ['lea@atelier.fr', 'nobody@atelier.fr']) {
        for (let count = 0; count < 3; count += 1)
          await stranger(`192.0.2.${count}`).people.forgotPassword({ email });
        await expect(stranger('192.0.2.99').people.forgotPassword({ email })).rejects.toEqual(
          code('auth.throttled'),
        );
      }
      for (let count = 0; count < 20; count += 1)
        await stranger('192.0.2.50').people.forgotPassword({ email: `p${count}@atelier.fr` });
      await expect(stranger('192.0.2.50').people.forgotPassword({ email: 'q@atelier.fr' })).rejects.toEqual(
        code('auth.throttled'),
      );
    });

    it('is refused to everyone while mail is not configured, and the sign-in page knows', async () => {
      await join(office, 'lea@atelier.fr', 'member');
      expect((await stranger().auth.state({})).mailConfigured).toBe(false);
      for (const email of ['lea@atelier.fr', 'nobody@atelier.fr'])
        await expect(stranger().people.forgotPassword({ email })).rejects.toEqual(
          code('mail.not_configured'),
        );
      await configured();
      expect((await stranger().auth.state({})).mailConfigured).toBe(true);
    });

    it('takes an address and nothing else', async () => {
      await configured();
      for (const input of [{}, { email: null }, { email: [] }, { email: '' }, { email: 'a\r\nb@c.fr' }])
        await expect(
          stranger().people.forgotPassword(input as unknown as { email: string }),
        ).rejects.toMatchObject({ status: 400 });
    });
  });

  it('tells a person who changed their password that it was changed', async () => {
    const server = await configured();
    const lea = await join(office, 'lea@atelier.fr', 'member');
    await lea.client.auth.changePassword({
      currentPassword: PASSWORD,
      newPassword: 'encore une autre phrase',
    });
    const { parsed } = await server.mailTo('lea@atelier.fr');
    expect(parsed.subject).toBe('Votre mot de passe Foyer a changé');
    expect(parsed.text).not.toContain('phrase');
  });
});
