import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Artifact } from '#shared/contract/artifacts.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import { account, useMailServers } from '../support/mail-servers.ts';
import { join, startTwoClients, type Colleague } from '../support/people.ts';
import type { TemporaryApp } from '../support/temporary-app.ts';
import { until } from '../support/until.ts';
import { visitWithFile } from '../support/visit.ts';

const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;
const letter = { to: 'nadia@exemple.fr', subject: 'Votre devis', text: 'Bonjour Nadia,\n\nVoici le devis.' };

describe('a mail of the office', () => {
  let office: TemporaryApp;
  let north: string;
  let south: string;
  let editor: Colleague;
  let agent: Colleague;
  const { configured } = useMailServers(() => office);

  beforeEach(async () => {
    ({ office, north, south } = await startTwoClients());
    editor = await join(office, 'editrice@exemple.fr', 'editor', [north]);
    agent = await join(office, 'agente@exemple.fr', 'agent', [north]);
  });
  afterEach(() => office.close());

  const propose = async (client: FoyerClient = office.client, more: object = {}): Promise<Artifact> => {
    const { id } = await client.mail.propose({ ...letter, clientId: north, ...more });
    return office.client.artifacts.get({ id, language: 'fr' });
  };
  const ended = async (id: string): Promise<Artifact> => {
    await until(async () =>
      ['executed', 'failed'].includes((await office.client.artifacts.get({ id })).state),
    );
    return office.client.artifacts.get({ id });
  };

  it('waits, is read as it will be sent, and leaves once after the yes', async () => {
    const server = await configured();
    const artifact = await propose(agent.client);
    expect(artifact).toMatchObject({
      state: 'review',
      kindName: 'Courriel',
      title: 'Votre devis',
      proposedByKind: 'user',
      lines: [
        { label: 'De', value: 'Foyer de l’atelier <foyer@atelier.fr>', field: null },
        { label: 'À', value: letter.to, field: 'to' },
        { label: 'Objet', value: letter.subject, field: 'subject' },
        { label: 'Texte', value: letter.text, field: 'text' },
      ],
    });
    expect(await editor.client.artifacts.waiting({})).toEqual([{ clientId: north, count: 1 }]);
    const { id, hash } = artifact;
    const answers = await Promise.allSettled([
      editor.client.artifacts.approve({ id, hash }),
      office.client.artifacts.approve({ id, hash }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const { parsed } = await server.mailTo(letter.to);
    expect(parsed.subject).toBe(letter.subject);
    expect(parsed.text?.trim()).toBe(letter.text);
    expect(parsed.html).toContain('Voici le devis.');
    expect(await ended(id)).toMatchObject({ state: 'executed', failure: null });
    expect(server.mails.filter(mail => mail.to.includes(letter.to))).toHaveLength(1);
    const { items } = await office.client.artifacts.list({ clientId: north, open: false });
    expect(items.map(item => item.id)).toEqual([id]);
  });

  it('is not proposed, in words, before mail is set up, nor approved once it no longer is', async () => {
    await expect(propose()).rejects.toEqual(code('mail.not_configured'));
    expect((await office.client.artifacts.list({})).items).toEqual([]);
    await configured();
    const { id, hash } = await propose();
    await office.client.mail.remove({});
    await expect(office.client.artifacts.approve({ id, hash })).rejects.toEqual(code('mail.not_configured'));
    expect(await office.client.artifacts.get({ id })).toMatchObject({ state: 'review' });
  });

  it('is edited into a version of its own, whose yes sends what it says', async () => {
    const server = await configured();
    const { id, hash } = await propose();
    const edited = await editor.client.artifacts.edit({ id, hash, content: { text: 'Bonjour.' } });
    await expect(office.client.artifacts.approve({ id, hash })).rejects.toEqual(code('artifact.changed'));
    await expect(
      editor.client.artifacts.edit({ id, hash: edited.hash, content: { to: 'pas une adresse' } }),
    ).rejects.toEqual(code('request.invalid'));
    await editor.client.artifacts.approve({ id, hash: edited.hash });
    expect((await server.mailTo(letter.to)).parsed.text?.trim()).toBe('Bonjour.');
    expect((await ended(id)).version).toBe(2);
  });

  it('that the server refuses says so, and may wait again', async () => {
    await configured({ account, refuse: { recipient: () => '550 5.1.1 Nobody here' } });
    const { id, hash } = await propose();
    await office.client.artifacts.approve({ id, hash });
    expect(await ended(id)).toMatchObject({ state: 'failed', failure: 'mail.recipient_refused' });
    expect(await editor.client.artifacts.reopen({ id })).toMatchObject({ state: 'review', version: 2 });
  });

  it('is decided by who edits the client, with a word when it is refused', async () => {
    await configured();
    const { id, hash } = await propose(agent.client);
    await expect(agent.client.artifacts.approve({ id, hash })).rejects.toEqual(code('auth.forbidden'));
    await expect(agent.client.artifacts.reject({ id, note: 'non' })).rejects.toEqual(code('auth.forbidden'));
    await expect(editor.client.artifacts.reject({ id, note: '  ' })).rejects.toThrow();
    await editor.client.artifacts.reject({ id, note: 'Trop tôt' });
    expect(await agent.client.artifacts.get({ id })).toMatchObject({
      state: 'rejected',
      decisionNote: 'Trop tôt',
    });
  });

  it('of another client is absent, and is not proposed about what is not the client’s', async () => {
    await configured();
    const { id, hash } = await propose(office.client, { clientId: south });
    const absent = code('resource.not_found');
    await expect(editor.client.artifacts.get({ id })).rejects.toEqual(absent);
    await expect(editor.client.artifacts.approve({ id, hash })).rejects.toEqual(absent);
    await expect(propose(editor.client, { clientId: south })).rejects.toEqual(absent);
    expect((await editor.client.artifacts.list({})).items).toEqual([]);
    const bot = await office.client.chatbots.create({ name: 'Sud', clientId: south });
    const { id: conversationId } = await office.client.conversations.create({ chatbotId: bot.id });
    await expect(propose(office.client, { conversationId })).rejects.toEqual(absent);
  });

  it('goes with the visitor it is about', async () => {
    await configured();
    const bot = await office.client.chatbots.create({ name: 'Nord', clientId: north });
    const { conversationId, context } = await visitWithFile(office.app, bot.id);
    const about = await propose(office.client, { conversationId });
    const other = await propose();
    await office.app.client(context).visitor.forgetMe({});
    const left = (await office.client.artifacts.list({})).items.map(item => item.id);
    expect(left).toEqual([other.id]);
    expect(about.conversationId).toBe(conversationId);
  });
});
