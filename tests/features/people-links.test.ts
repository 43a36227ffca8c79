import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import {
  PASSWORD,
  acceptLink,
  browserOf,
  join,
  personNamed,
  startTwoClients,
  visitor,
} from '../support/people.ts';
import { type TemporaryApp } from '../support/temporary-app.ts';

const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

describe('one-time links', () => {
  let office: TemporaryApp;
  let north: string;
  let south: string;

  beforeEach(async () => {
    ({ office, north, south } = await startTwoClients());
  });
  afterEach(() => office.close());

  describe('an invitation', () => {
    const invitation = {
      email: 'hugo@atelier.fr',
      fullName: 'Hugo Petit',
      language: 'en',
      role: 'member',
    } as const;

    it('makes an account without a password, and a link that is shown once and lives seven days', async () => {
      const { person, link } = await office.client.people.invite({
        ...invitation,
        memberships: [
          { clientId: north, role: 'member' },
          { clientId: south, role: 'agent' },
        ],
      });
      expect(person).toMatchObject({
        state: 'invited',
        role: 'agent',
        initials: 'HPE',
        link: { kind: 'invitation' },
      });
      const days = (new Date(link.expiresAt).getTime() - Date.now()) / 86_400_000;
      expect(days).toBeGreaterThan(6.99);
      expect(days).toBeLessThanOrEqual(7);
      await expect(office.client.auth.token({ email: invitation.email, password: PASSWORD })).rejects.toEqual(
        code('auth.invalid_credentials'),
      );
      expect(await office.client.people.inspectLink({ token: link.token })).toMatchObject({
        kind: 'invitation',
        email: invitation.email,
        fullName: 'Hugo Petit',
        language: 'en',
      });
    });

    it('is accepted once: signs in, keeps the name and language given', async () => {
      const { link } = await office.client.people.invite(invitation);
      const browser = visitor();
      const accepted = await office.app.client(browser.context).people.acceptLink({
        token: link.token,
        password: PASSWORD,
        fullName: 'Hugo Petit-Jean',
        language: 'fr',
      });
      expect(accepted).toEqual({ email: invitation.email, signedIn: true });
      const hugo = browserOf(office.app, browser.cookie() ?? '');
      expect(await hugo.client.auth.me({})).toMatchObject({ fullName: 'Hugo Petit-Jean', language: 'fr' });
      expect(await personNamed(office, 'hugo@')).toMatchObject({ state: 'active', link: null });
      await expect(acceptLink(office, link.token)).rejects.toEqual(code('link.used'));
      await expect(office.client.people.inspectLink({ token: link.token })).rejects.toEqual(
        code('link.used'),
      );
    });

    it('is used by one of two who try at the same time', async () => {
      const { link } = await office.client.people.invite(invitation);
      const tries = await Promise.allSettled([
        acceptLink(office, link.token),
        acceptLink(office, link.token),
      ]);
      expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    });

    it('stays good when the password is refused', async () => {
      const { link } = await office.client.people.invite(invitation);
      await expect(acceptLink(office, link.token, 'court')).rejects.toEqual(code('auth.password_too_short'));
      await expect(acceptLink(office, link.token, 'Hugo Petit 2026')).rejects.toEqual(
        code('auth.password_common'),
      );
      await expect(acceptLink(office, link.token)).resolves.toMatchObject({ signedIn: true });
    });

    it('ends when a newer one is made, when the account is disabled, and when the address changes', async () => {
      const { person, link: first } = await office.client.people.invite(invitation);
      const { link: second } = await office.client.people.link({ id: person.id });
      await expect(acceptLink(office, first.token)).rejects.toEqual(code('link.expired'));
      await office.client.people.update({ id: person.id, email: 'hugo.petit@atelier.fr' });
      await expect(acceptLink(office, second.token)).rejects.toEqual(code('link.expired'));
      expect(await personNamed(office, 'hugo.petit@')).toMatchObject({
        state: 'invited',
        link: { expired: true },
      });

      const { link: third } = await office.client.people.link({ id: person.id });
      await office.client.people.update({ id: person.id, active: false });
      await expect(acceptLink(office, third.token)).rejects.toEqual(code('link.expired'));
      await expect(office.client.people.link({ id: person.id })).rejects.toEqual(code('account.disabled'));
      await office.client.people.update({ id: person.id, active: true });
      const { link: fourth } = await office.client.people.link({ id: person.id });
      expect(fourth.kind).toBe('invitation');
      await expect(acceptLink(office, fourth.token)).resolves.toMatchObject({ signedIn: true });
    });

    it('is refused for an address that has an account, a client that is not there, two roles for one client', async () => {
      await office.client.people.invite(invitation);
      await expect(office.client.people.invite(invitation)).rejects.toMatchObject({
        code: 'account.email_taken',
        data: { details: { field: 'email' } },
      });
      const other = { ...invitation, email: 'other@atelier.fr' };
      const nowhere = '019a9f00-0000-7000-8000-000000000000';
      await expect(
        office.client.people.invite({ ...other, memberships: [{ clientId: nowhere, role: 'member' }] }),
      ).rejects.toEqual(code('resource.not_found'));
      await expect(
        office.client.people.invite({
          ...other,
          memberships: [
            { clientId: north, role: 'member' },
            { clientId: north, role: 'editor' },
          ],
        }),
      ).rejects.toEqual(code('request.invalid'));
      await expect(
        office.client.people.invite({
          ...other,
          role: 'admin',
          memberships: [{ clientId: north, role: 'editor' }],
        }),
      ).rejects.toEqual(code('request.invalid'));
      expect(await personNamed(office, 'other@')).toBeUndefined();
    });
  });

  describe('a reset link', () => {
    it('ends every session of the person, and the old password with them', async () => {
      const admin = await join(office, 'zoe@atelier.fr', 'admin');
      const elodie = await join(office, 'elodie@atelier.fr', 'editor', [north]);
      const { link } = await admin.client.people.link({ id: elodie.id });
      expect(link.kind).toBe('reset');
      const hours = (new Date(link.expiresAt).getTime() - Date.now()) / 3_600_000;
      expect(hours).toBeGreaterThan(23.9);
      expect(hours).toBeLessThanOrEqual(24);
      await elodie.client.auth.me({});

      await acceptLink(office, link.token, 'une tout autre phrase, plus longue');
      await expect(elodie.client.auth.me({})).rejects.toEqual(code('auth.session_expired'));
      await expect(office.client.auth.token({ email: elodie.email, password: PASSWORD })).rejects.toEqual(
        code('auth.invalid_credentials'),
      );
      await expect(acceptLink(office, link.token)).rejects.toEqual(code('link.used'));
    });

    it('does not stand in for a second factor: the person still signs in with it', async () => {
      const elodie = await join(office, 'elodie@atelier.fr', 'editor', [north]);
      const database = new Sqlite(databaseFile(office.dataFolder));
      database.prepare('update users set second_factor_since = created_at where id = ?').run(elodie.id);
      database.close();
      expect(await personNamed(office, 'elodie@')).toMatchObject({ secondFactor: true });
      const { link } = await office.client.people.link({ id: elodie.id });
      const browser = visitor();
      expect(
        await office.app
          .client(browser.context)
          .people.acceptLink({ token: link.token, password: 'une tout autre phrase, plus longue' }),
      ).toEqual({ email: elodie.email, signedIn: false });
      expect(browser.cookie()).toBeNull();
    });

    it('is not made for oneself at a distance, where it would spare the current password', async () => {
      const admin = await join(office, 'zoe@atelier.fr', 'admin');
      await expect(admin.client.people.link({ id: admin.id })).rejects.toEqual(code('account.own'));
    });
  });
});
