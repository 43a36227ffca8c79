import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '#shared/contract/people.ts';
import { roles } from '#shared/contract/route.ts';
import { databaseFile } from '#main/db/connection.ts';
import { PASSWORD, browserOf, join, visitor } from '../support/people.ts';
import { startTemporaryApp, type TemporaryApp } from '../support/temporary-app.ts';

const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

describe('people', () => {
  let office: TemporaryApp;
  let north: string;
  let south: string;

  beforeEach(async () => {
    office = await startTemporaryApp();
    north = (await office.client.clients.list({}))[0]?.id ?? '';
    south = (await office.client.clients.create({ name: 'Sud' })).id;
  });
  afterEach(() => office.close());

  const named = async (email: string): Promise<Person | undefined> =>
    (await office.client.people.list({ q: email })).items[0];
  const accept = (token: string, password = PASSWORD) =>
    office.app.client(visitor().context).people.acceptLink({ token, password });

  describe('the list', () => {
    beforeEach(async () => {
      await join(office, 'zoe@atelier.fr', 'admin');
      await join(office, 'elodie@atelier.fr', 'editor', [north]);
      await office.client.people.invite({
        email: 'bruno@atelier.fr',
        fullName: 'Bruno Étienne',
        language: 'fr',
        role: 'member',
        memberships: [{ clientId: south, role: 'member' }],
      });
    });
    const emails = async (filter: Parameters<typeof office.client.people.list>[0]) =>
      (await office.client.people.list(filter)).items.map(({ email }) => email);

    it('is by name, a page at a time, and counts everyone', async () => {
      const first = await office.client.people.list({ limit: 2 });
      expect(first).toMatchObject({
        total: 3,
        items: [{ email: 'bruno@atelier.fr' }, { email: 'elodie@atelier.fr' }],
      });
      const second = await office.client.people.list({ limit: 2, cursor: first.nextCursor ?? '' });
      expect(second).toMatchObject({ items: [{ email: 'zoe@atelier.fr' }], nextCursor: null });
    });

    it('is searched without regard to accents, and filtered by client and by state', async () => {
      expect(await emails({ q: 'etienne' })).toEqual(['bruno@atelier.fr']);
      expect(await emails({ q: 'atelier zoe' })).toEqual(['zoe@atelier.fr']);
      expect(await emails({ q: 'nobody' })).toEqual([]);
      expect(await emails({ clientId: south })).toEqual(['bruno@atelier.fr', 'zoe@atelier.fr']);
      expect(await emails({ state: 'invited' })).toEqual(['bruno@atelier.fr']);
      expect(await emails({ state: 'active' })).toEqual(['elodie@atelier.fr', 'zoe@atelier.fr']);
      const zoe = await named('zoe@');
      await office.client.people.update({ id: zoe?.id ?? '', active: false });
      expect(await emails({ state: 'disabled' })).toEqual(['zoe@atelier.fr']);
    });

    it('shows what an administrator needs and no secret', async () => {
      const shown = JSON.stringify(await office.client.people.list({}));
      expect(shown).not.toMatch(/hash|sealed|argon2|token/i);
      expect(await named('elodie@')).toMatchObject({
        state: 'active',
        role: 'editor',
        memberships: [{ clientId: north, role: 'editor' }],
        secondFactor: false,
        link: null,
        lastSignInAt: expect.any(String),
      });
    });
  });

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
      expect(await named('hugo@')).toMatchObject({ state: 'active', link: null });
      await expect(accept(link.token)).rejects.toEqual(code('link.used'));
      await expect(office.client.people.inspectLink({ token: link.token })).rejects.toEqual(
        code('link.used'),
      );
    });

    it('is used by one of two who try at the same time', async () => {
      const { link } = await office.client.people.invite(invitation);
      const tries = await Promise.allSettled([accept(link.token), accept(link.token)]);
      expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    });

    it('stays good when the password is refused', async () => {
      const { link } = await office.client.people.invite(invitation);
      await expect(accept(link.token, 'court')).rejects.toEqual(code('auth.password_too_short'));
      await expect(accept(link.token, 'Hugo Petit 2026')).rejects.toEqual(code('auth.password_common'));
      await expect(accept(link.token)).resolves.toMatchObject({ signedIn: true });
    });

    it('ends when a newer one is made, when the account is disabled, and when the address changes', async () => {
      const { person, link: first } = await office.client.people.invite(invitation);
      const { link: second } = await office.client.people.link({ id: person.id });
      await expect(accept(first.token)).rejects.toEqual(code('link.expired'));
      await office.client.people.update({ id: person.id, email: 'hugo.petit@atelier.fr' });
      await expect(accept(second.token)).rejects.toEqual(code('link.expired'));
      expect(await named('hugo.petit@')).toMatchObject({ state: 'invited', link: { expired: true } });

      const { link: third } = await office.client.people.link({ id: person.id });
      await office.client.people.update({ id: person.id, active: false });
      await expect(accept(third.token)).rejects.toEqual(code('link.expired'));
      await expect(office.client.people.link({ id: person.id })).rejects.toEqual(code('account.disabled'));
      await office.client.people.update({ id: person.id, active: true });
      const { link: fourth } = await office.client.people.link({ id: person.id });
      expect(fourth.kind).toBe('invitation');
      await expect(accept(fourth.token)).resolves.toMatchObject({ signedIn: true });
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
      expect(await named('other@')).toBeUndefined();
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

      await accept(link.token, 'une tout autre phrase, plus longue');
      await expect(elodie.client.auth.me({})).rejects.toEqual(code('auth.session_expired'));
      await expect(office.client.auth.token({ email: elodie.email, password: PASSWORD })).rejects.toEqual(
        code('auth.invalid_credentials'),
      );
      await expect(accept(link.token)).rejects.toEqual(code('link.used'));
    });

    it('does not stand in for a second factor: the person still signs in with it', async () => {
      const elodie = await join(office, 'elodie@atelier.fr', 'editor', [north]);
      const database = new Sqlite(databaseFile(office.dataFolder));
      database.prepare('update users set second_factor_since = created_at where id = ?').run(elodie.id);
      database.close();
      expect(await named('elodie@')).toMatchObject({ secondFactor: true });
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

  describe('a change', () => {
    it('of roles takes effect at the next call, without signing in again', async () => {
      const elodie = await join(office, 'elodie@atelier.fr', 'editor', [north]);
      await elodie.client.chatbots.create({ name: 'Nord', clientId: north });
      const changed = await office.client.people.update({
        id: elodie.id,
        memberships: [{ clientId: south, role: 'agent' }],
      });
      expect(changed).toMatchObject({
        role: 'agent',
        memberships: [{ clientId: south, clientName: 'Sud', role: 'agent' }],
      });
      expect(await elodie.client.clients.list({})).toMatchObject([{ id: south }]);
      await expect(elodie.client.chatbots.create({ name: 'Nord', clientId: north })).rejects.toEqual(
        code('auth.forbidden'),
      );
    });

    it('derives the role from the memberships: the strongest, or member when there is none', async () => {
      const { id } = await join(office, 'elodie@atelier.fr', 'editor', [north, south]);
      const update = (change: object) => office.client.people.update({ id, ...change });
      expect(await update({ role: 'agent' })).toMatchObject({
        role: 'agent',
        memberships: [{ role: 'agent' }, { role: 'agent' }],
      });
      expect(await update({ memberships: [] })).toMatchObject({ role: 'member', memberships: [] });
      expect(await update({ role: 'admin' })).toMatchObject({ role: 'admin', memberships: [] });
      await expect(update({ memberships: [{ clientId: north, role: 'editor' }] })).rejects.toEqual(
        code('request.invalid'),
      );
      expect(
        await update({ role: 'member', memberships: [{ clientId: north, role: 'editor' }] }),
      ).toMatchObject({ role: 'editor', memberships: [{ clientId: north, role: 'editor' }] });
    });

    it('of initials keeps them unique, in capitals, and says which field is taken', async () => {
      const elodie = await join(office, 'elodie@atelier.fr', 'editor', [north]);
      const zoe = await join(office, 'zoe@atelier.fr', 'admin');
      expect(await office.client.people.update({ id: elodie.id, initials: 'elx' })).toMatchObject({
        initials: 'ELX',
      });
      await expect(office.client.people.update({ id: zoe.id, initials: 'ELX' })).rejects.toMatchObject({
        code: 'account.initials_taken',
        data: { details: { field: 'initials' } },
      });
      await expect(zoe.client.auth.updateMe({ initials: 'elx' })).rejects.toEqual(
        code('account.initials_taken'),
      );
      expect(await zoe.client.auth.updateMe({ initials: 'zed' })).toMatchObject({ initials: 'ZED' });
      for (const initials of ['ab', 'abcd', 'a1c', 'éàù'])
        await expect(zoe.client.auth.updateMe({ initials })).rejects.toThrow();
    });

    it('of an address is refused when another account has it', async () => {
      const elodie = await join(office, 'elodie@atelier.fr', 'editor', [north]);
      await join(office, 'zoe@atelier.fr', 'admin');
      await expect(office.client.people.update({ id: elodie.id, email: 'ZOE@atelier.fr' })).rejects.toEqual(
        code('account.email_taken'),
      );
      expect(await office.client.people.update({ id: elodie.id, email: elodie.email })).toMatchObject({
        email: elodie.email,
      });
    });

    it('of fields nobody may set is refused', async () => {
      const { id } = await join(office, 'elodie@atelier.fr', 'editor', [north]);
      for (const change of [
        { passwordHash: 'x' },
        { createdAt: '2020' },
        { secondFactor: true },
        { state: 'active' },
      ]) {
        const input = { id, ...change } as { id: string };
        await expect(office.client.people.update(input)).rejects.toThrow();
      }
    });
  });

  describe('disabling', () => {
    it('ends sessions and tokens at once; enabling lets the person sign in again', async () => {
      const elodie = await join(office, 'elodie@atelier.fr', 'editor', [north]);
      const tokens = await office.client.auth.token({ email: elodie.email, password: PASSWORD });
      await office.client.people.update({ id: elodie.id, active: false });
      await expect(elodie.client.auth.me({})).rejects.toEqual(code('auth.session_expired'));
      await expect(
        office.app.authenticate({ bearer: tokens.accessToken, sessionCookie: null }),
      ).rejects.toEqual(code('auth.session_expired'));
      await expect(office.client.auth.refresh({ refreshToken: tokens.refreshToken })).rejects.toEqual(
        code('auth.session_expired'),
      );
      await expect(office.client.auth.token({ email: elodie.email, password: PASSWORD })).rejects.toEqual(
        code('auth.invalid_credentials'),
      );

      await office.client.people.update({ id: elodie.id, active: true });
      await expect(elodie.client.auth.me({})).rejects.toEqual(code('auth.session_expired'));
      await office.client.auth.token({ email: elodie.email, password: PASSWORD });
    });

    it('ends the stream of changes that the person follows', async () => {
      const elodie = await join(office, 'elodie@atelier.fr', 'editor', [north]);
      const changes = await elodie.client.system.changes({});
      const followed = (async () => {
        for await (const { topic } of changes) expect(topic).toBe('people'); // that it is about them, at most
      })().catch((error: unknown) => error);
      await office.client.people.update({ id: elodie.id, active: false });
      expect(await followed).toEqual(code('auth.session_expired'));
    });

    it('is not done to oneself', async () => {
      const zoe = await join(office, 'zoe@atelier.fr', 'admin');
      await expect(zoe.client.people.update({ id: zoe.id, active: false })).rejects.toEqual(
        code('account.own'),
      );
    });
  });

  describe('owners', () => {
    it('are made, changed, disabled and given links by owners alone', async () => {
      const owner = await join(office, 'amelie@atelier.fr', 'owner');
      const second = await join(office, 'basile@atelier.fr', 'owner');
      const admin = await join(office, 'zoe@atelier.fr', 'admin');
      const asAdmin = admin.client.people;
      const forbidden = code('auth.forbidden');
      await expect(asAdmin.update({ id: second.id, fullName: 'X' })).rejects.toEqual(forbidden);
      await expect(asAdmin.update({ id: second.id, active: false })).rejects.toEqual(forbidden);
      await expect(asAdmin.update({ id: second.id, role: 'admin' })).rejects.toEqual(forbidden);
      await expect(asAdmin.update({ id: admin.id, role: 'owner' })).rejects.toEqual(forbidden);
      await expect(asAdmin.link({ id: second.id })).rejects.toEqual(forbidden);
      await expect(
        asAdmin.invite({ email: 'x@y.fr', fullName: 'X', language: 'fr', role: 'owner' }),
      ).rejects.toEqual(forbidden);
      await expect(
        admin.client.auth.register({ email: 'x@y.fr', fullName: 'X', password: PASSWORD, role: 'owner' }),
      ).rejects.toEqual(forbidden);

      expect(await owner.client.people.update({ id: second.id, role: 'admin' })).toMatchObject({
        role: 'admin',
      });
      expect(await owner.client.people.update({ id: admin.id, role: 'owner' })).toMatchObject({
        role: 'owner',
      });
    });

    it('are never all gone: the last active one is neither disabled nor demoted', async () => {
      const owner = await join(office, 'amelie@atelier.fr', 'owner');
      const last = code('account.last_owner');
      await expect(owner.client.people.update({ id: owner.id, role: 'admin' })).rejects.toEqual(last);

      // An owner who never joined cannot stand in.
      await office.client.people.invite({ email: 'b@y.fr', fullName: 'B', language: 'fr', role: 'owner' });
      await expect(owner.client.people.update({ id: owner.id, role: 'admin' })).rejects.toEqual(last);

      const second = await join(office, 'basile@atelier.fr', 'owner');
      await owner.client.people.update({ id: second.id, active: false });
      await expect(owner.client.people.update({ id: owner.id, role: 'editor' })).rejects.toEqual(last);
      await owner.client.people.update({ id: second.id, active: true });
      expect(await owner.client.people.update({ id: owner.id, role: 'admin' })).toMatchObject({
        role: 'admin',
      });
    });

    it('at the machine, the command line makes a link for an owner who forgot the password', async () => {
      const owner = await join(office, 'amelie@atelier.fr', 'owner');
      const { link } = await office.client.people.link({ id: owner.id });
      await accept(link.token, 'une autre phrase, plus longue encore');
      await office.client.auth.token({
        email: owner.email,
        password: 'une autre phrase, plus longue encore',
      });
    });
  });

  it('are for administrators alone: every other role is refused every route', async () => {
    const { people, chatbots } = office.client;
    const { id } = await join(office, 'target@atelier.fr', 'member', [north]);
    const bot = await chatbots.create({ name: 'Nord', clientId: north });
    for (const role of ['editor', 'agent', 'member'] as const) {
      const { client } = await join(office, `${role}@atelier.fr`, role, [north]);
      const forbidden = code('auth.forbidden');
      await expect(client.people.list({})).rejects.toEqual(forbidden);
      await expect(client.people.get({ id })).rejects.toEqual(forbidden);
      await expect(client.people.update({ id, fullName: 'X' })).rejects.toEqual(forbidden);
      await expect(client.people.link({ id })).rejects.toEqual(forbidden);
      await expect(client.people.access({ id })).rejects.toEqual(forbidden);
      await expect(
        client.people.invite({ email: 'x@y.fr', fullName: 'X', language: 'fr', role: 'member' }),
      ).rejects.toEqual(forbidden);
      if (role !== 'editor') await expect(client.chatbots.people({ id: bot.id })).rejects.toEqual(forbidden);
    }
    expect((await people.list({})).total).toBe(4);
  });

  describe('what a person can see', () => {
    it.each(roles)('is what the doors admit, for a person who is %s', async role => {
      const bots = await Promise.all(
        [north, south].map(clientId => office.client.chatbots.create({ name: `Bot ${clientId}`, clientId })),
      );
      const kept = await office.client.chatbots.create({
        name: 'Réservé',
        clientId: north,
        sharing: 'chosen',
      });
      const person = await join(office, 'someone@atelier.fr', role, [north]);
      const seen = await office.client.people.access({ id: person.id });

      const administers = role === 'owner' || role === 'admin';
      expect(seen.clients.map(client => client.id)).toEqual(administers ? [north, south] : [north]);
      expect(seen.installation.length > 0).toBe(administers);
      const [there] = seen.clients;
      expect(there?.role).toBe(role);
      const shown = (await person.client.chatbots.list({ clientId: north })).map(bot => bot.id);
      expect(there?.chatbots.map(bot => bot.id)).toEqual(shown);
      expect(shown.includes(kept.id)).toBe(role !== 'member');

      // Each capability named is one the doors grant, and each left out one they refuse.
      const may = (capability: string) => ((there?.capabilities ?? []) as string[]).includes(capability);
      const granted = async (call: Promise<unknown>) =>
        call.then(
          () => true,
          () => false,
        );
      const id = bots[0]?.id ?? '';
      expect(await granted(person.client.chatbots.update({ id, name: 'Nord' }))).toBe(may('chatbots.change'));
      expect(await granted(person.client.documents.addSample({ chatbotId: id, language: 'fr' }))).toBe(
        may('knowledge.change'),
      );
      expect(await granted(person.client.conversations.unanswered({}))).toBe(may('conversations.read'));
      expect(may('chat')).toBe(true);
      expect(await granted(person.client.people.list({}))).toBe(seen.installation.includes('people.change'));
      expect(await granted(person.client.clients.create({ name: 'X' }))).toBe(
        seen.installation.includes('clients.change'),
      );
      expect(await granted(person.client.system.updateSettings({ firstRunDone: true }))).toBe(
        seen.installation.includes('settings.change'),
      );
      expect(there?.pages.includes('knowledge')).toBe(may('knowledge.change'));
      expect(there?.pages.includes('conversations')).toBe(may('conversations.read'));
    });

    it('is nothing once they are disabled', async () => {
      const { id } = await join(office, 'someone@atelier.fr', 'editor', [north]);
      await office.client.people.update({ id, active: false });
      expect(await office.client.people.access({ id })).toEqual({ installation: [], clients: [] });
    });
  });

  describe('a chatbot', () => {
    it('shared with chosen people is seen by these members and no other', async () => {
      const bot = await office.client.chatbots.create({ name: 'Paie', clientId: north });
      const chosen = await join(office, 'a@atelier.fr', 'member', [north]);
      const other = await join(office, 'b@atelier.fr', 'member', [north]);
      const editor = await join(office, 'c@atelier.fr', 'editor', [north]);
      const sees = async ({ client }: typeof chosen) =>
        (await client.chatbots.list({})).map(({ name }) => name);
      expect(await sees(other)).toEqual(['Paie']);

      expect(
        await editor.client.chatbots.setPeople({
          id: bot.id,
          sharing: 'chosen',
          userIds: [chosen.id, chosen.id],
        }),
      ).toMatchObject({
        sharing: 'chosen',
        userIds: [chosen.id],
        members: [{ email: 'a@atelier.fr' }, { email: 'b@atelier.fr' }],
      });
      expect(await sees(chosen)).toEqual(['Paie']);
      expect(await sees(other)).toEqual([]);
      expect(await sees(editor)).toEqual(['Paie']);

      const copy = await office.client.chatbots.duplicate({ id: bot.id });
      expect(await office.client.chatbots.people({ id: copy.id })).toMatchObject({ userIds: [chosen.id] });

      // Leaving the client and coming back does not bring the chatbot back.
      await office.client.people.update({
        id: chosen.id,
        memberships: [{ clientId: south, role: 'member' }],
      });
      await office.client.people.update({
        id: chosen.id,
        memberships: [{ clientId: north, role: 'member' }],
      });
      expect(await sees(chosen)).toEqual([]);
    });

    it('is only shared with members of its own client, by the editors of it', async () => {
      const bot = await office.client.chatbots.create({ name: 'Paie', clientId: north });
      const stranger = await join(office, 'a@atelier.fr', 'member', [south]);
      const editor = await join(office, 'c@atelier.fr', 'editor', [south]);
      const share = (userIds: string[]) => ({ id: bot.id, sharing: 'chosen' as const, userIds });
      await expect(office.client.chatbots.setPeople(share([stranger.id]))).rejects.toEqual(
        code('resource.not_found'),
      );
      await expect(office.client.chatbots.setPeople(share([editor.id]))).rejects.toEqual(
        code('resource.not_found'),
      );
      expect(await office.client.chatbots.people({ id: bot.id })).toMatchObject({
        sharing: 'team',
        userIds: [],
      });
      await expect(editor.client.chatbots.people({ id: bot.id })).rejects.toEqual(code('resource.not_found'));
      await expect(editor.client.chatbots.setPeople(share([]))).rejects.toEqual(code('resource.not_found'));
    });
  });
});
