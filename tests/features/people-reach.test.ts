import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { roles } from '#shared/contract/route.ts';
import { join, startTwoClients } from '../support/people.ts';
import { type TemporaryApp } from '../support/temporary-app.ts';

const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

describe('what people reach', () => {
  let office: TemporaryApp;
  let north: string;
  let south: string;

  beforeEach(async () => {
    ({ office, north, south } = await startTwoClients());
  });
  afterEach(() => office.close());

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
