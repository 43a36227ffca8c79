import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonSort } from '#shared/contract/people.ts';
import { PASSWORD, acceptLink, join, personNamed, startTwoClients } from '../support/people.ts';
import { type TemporaryApp } from '../support/temporary-app.ts';

const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

describe('people', () => {
  let office: TemporaryApp;
  let north: string;
  let south: string;

  beforeEach(async () => {
    ({ office, north, south } = await startTwoClients());
  });
  afterEach(() => office.close());

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

    it('is sorted by each of its columns, both ways, and goes on after a page where that one ended', async () => {
      const sorted = async (sort: PersonSort, order: 'asc' | 'desc') => {
        const names: string[] = [];
        for (let cursor: string | null = ''; cursor !== null;) {
          const page: Awaited<ReturnType<typeof office.client.people.list>> = await office.client.people.list(
            {
              sort,
              order,
              limit: 1,
              ...(cursor === '' ? {} : { cursor }),
            },
          );
          names.push(...page.items.map(({ email }) => email.replace(/@.*/, '')));
          cursor = page.nextCursor;
        }
        return names;
      };
      for (const [sort, names] of [
        ['name', ['bruno', 'elodie', 'zoe']],
        ['role', ['zoe', 'elodie', 'bruno']],
        ['state', ['zoe', 'elodie', 'bruno']],
        ['seen', ['bruno', 'zoe', 'elodie']],
        ['added', ['zoe', 'elodie', 'bruno']],
      ] as const) {
        expect([sort, await sorted(sort, 'asc')]).toEqual([sort, names]);
        expect([sort, await sorted(sort, 'desc')]).toEqual([sort, names.toReversed()]);
      }
    });

    it('is searched without regard to accents, and filtered by client and by state', async () => {
      expect(await emails({ q: 'etienne' })).toEqual(['bruno@atelier.fr']);
      expect(await emails({ q: 'atelier zoe' })).toEqual(['zoe@atelier.fr']);
      expect(await emails({ q: 'nobody' })).toEqual([]);
      expect(await emails({ clientId: south })).toEqual(['bruno@atelier.fr', 'zoe@atelier.fr']);
      expect(await emails({ state: 'invited' })).toEqual(['bruno@atelier.fr']);
      expect(await emails({ state: 'active' })).toEqual(['elodie@atelier.fr', 'zoe@atelier.fr']);
      const zoe = await personNamed(office, 'zoe@');
      await office.client.people.update({ id: zoe?.id ?? '', active: false });
      expect(await emails({ state: 'disabled' })).toEqual(['zoe@atelier.fr']);
    });

    it('shows what an administrator needs and no secret', async () => {
      const shown = JSON.stringify(await office.client.people.list({}));
      expect(shown).not.toMatch(/hash|sealed|argon2|token/i);
      expect(await personNamed(office, 'elodie@')).toMatchObject({
        state: 'active',
        role: 'editor',
        memberships: [{ clientId: north, role: 'editor' }],
        secondFactor: false,
        link: null,
        lastSignInAt: expect.any(String),
      });
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
      await acceptLink(office, link.token, 'une autre phrase, plus longue encore');
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
});
