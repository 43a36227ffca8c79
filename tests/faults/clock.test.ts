import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatInput } from '#shared/contract/conversations.ts';
import type { Message } from '#shared/contract/messages.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { localContext, startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-10-25T00:59:00Z'); // a minute before summer time ends

const owner = { email: 'amelie@exemple.fr', password: 'une phrase assez longue' };

let foyer: TemporaryApp;
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  folder = temporaryFolder();
  foyer = await startTemporaryApp({ dataFolder: folder.path });
});
afterEach(async () => {
  await foyer.close();
  vi.useRealTimers();
  folder.remove();
});

async function restart(): Promise<void> {
  await foyer.close();
  foyer = await startTemporaryApp({ dataFolder: folder.path });
}

const nobody = () => foyer.app.client({ ...localContext(foyer.app), principal: { kind: 'anonymous' } });
const authenticate = (bearer: string) => foyer.app.authenticate({ bearer, sessionCookie: null });
const setUp = () =>
  nobody().auth.setUp({
    token: foyer.app.setUpToken() ?? '',
    language: 'fr',
    fullName: 'Amélie Roy',
    ...owner,
  });

/** The computer's date, in hours from the beginning. */
const setDate = (hours: number) => vi.setSystemTime(START + hours * HOUR);

async function newBot(): Promise<string> {
  return (await foyer.client.chatbots.create({ name: 'RH' })).id;
}

async function answerOf(events: AsyncIterable<{ type: string; message?: Message }>): Promise<Message> {
  for await (const event of events) if (event.type === 'finished' && event.message) return event.message;
  throw new Error('The answer did not finish');
}
const ask = async (input: ChatInput) => answerOf(await foyer.client.conversations.chat(input));
const regenerate = async (id: string) => answerOf(await foyer.client.conversations.regenerate({ id }));

/** Three questions in one conversation, the second two hours before the first and the third. */
async function askedBackAndForth(chatbotId: string) {
  const first = await ask({ chatbotId, message: 'première question' });
  const { conversationId } = first;
  setDate(-2);
  await ask({ chatbotId, conversationId, message: 'deuxième question' });
  setDate(2);
  await ask({ chatbotId, conversationId, message: 'troisième question' });
  return conversationId;
}

const said = async (id: string) =>
  (await foyer.client.conversations.get({ id })).messages.map(({ sender, content }) =>
    sender.kind === 'user' ? content : 'answer',
  );
const asked = ['première question', 'answer', 'deuxième question', 'answer', 'troisième question', 'answer'];

/** What was asked in the first conversation of an archive of everything. */
async function exportedQuestions(): Promise<string[] | undefined> {
  const [client] = await foyer.client.clients.list({});
  const clientId = client?.id ?? '';
  const { id } = await foyer.client.exports.start({ id: clientId });
  await expect.poll(async () => (await foyer.client.exports.list({ id: clientId }))[0]?.state).toBe('ready');
  const files = unzipSync(readFileSync(join(foyer.dataFolder, 'exports', `${id}.zip`)));
  const name = Object.keys(files).find(file => file.endsWith('conversations.json')) ?? '';
  const [first] = JSON.parse(strFromU8(files[name] ?? new Uint8Array())) as {
    messages: { sender: { kind: string }; content: string }[];
  }[];
  return first?.messages.filter(({ sender }) => sender.kind === 'user').map(({ content }) => content);
}

describe('case 15: a clock that goes back and forth by two hours', () => {
  it('changes nothing in the order of a conversation, here, after a restart and in an export', async () => {
    const id = await askedBackAndForth(await newBot());
    expect(await said(id)).toEqual(asked);
    setDate(-2);
    await restart();
    const { chatbotId } = await foyer.client.conversations.get({ id });
    await ask({ chatbotId, conversationId: id, message: 'quatrième question' });
    expect(await said(id)).toEqual([...asked, 'quatrième question', 'answer']);

    expect(await exportedQuestions()).toEqual([
      'première question',
      'deuxième question',
      'troisième question',
      'quatrième question',
    ]);
  });

  it('lets "answer again" replace the last answer and nothing else', async () => {
    const chatbotId = await newBot();
    const { conversationId } = await ask({ chatbotId, message: 'première question' });
    setDate(2);
    await ask({ chatbotId, conversationId, message: 'deuxième question' });
    setDate(-2);
    await ask({ chatbotId, conversationId, message: 'troisième question' });
    const before = (await foyer.client.conversations.get({ id: conversationId })).messages;
    const again = await regenerate(conversationId);
    const after = (await foyer.client.conversations.get({ id: conversationId })).messages;
    expect(after.map(({ id }) => id)).toEqual([...before.slice(0, -1).map(({ id }) => id), again.id]);
    expect(await said(conversationId)).toEqual(asked);
  });

  it('shows the question that an unanswered one asked, and the excerpt of its first mention', async () => {
    const chatbotId = await newBot();
    const id = await askedBackAndForth(chatbotId);
    const { items } = await foyer.client.conversations.unanswered({ chatbotId });
    expect(items.map(({ question }) => question)).toEqual([
      'troisième question',
      'deuxième question',
      'première question',
    ]);
    const found = await foyer.client.conversations.search({ q: 'question' });
    expect(found.items).toMatchObject([{ id, excerpt: 'première question' }]);
  });

  it('gives the turns before to what reads the next question', async () => {
    const chatbotId = await newBot();
    await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
    await untilRead(foyer.client, chatbotId);
    const { conversationId } = await ask({ chatbotId, message: 'Combien de jours pour un mariage ?' });
    setDate(-2);
    const second = await ask({ chatbotId, conversationId, message: 'Et pour un enfant ?' });
    expect(second.metadata.searchedQuestion?.toLowerCase()).toContain('mariage');
  });

  it('lists the conversation last used first, page by page, each once', async () => {
    const chatbotId = await newBot();
    const first = await ask({ chatbotId, message: 'un' });
    setDate(2);
    const second = await ask({ chatbotId, message: 'deux' });
    setDate(-2);
    const third = await ask({ chatbotId, message: 'trois' });
    await ask({ chatbotId, conversationId: first.conversationId, message: 'encore un' });
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await foyer.client.conversations.list({ limit: 1, ...(cursor ? { cursor } : {}) });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(ids).toEqual([first, third, second].map(({ conversationId }) => conversationId));
    await expect(foyer.client.conversations.list({ cursor: '2026|x' })).rejects.toThrow(/validation/);
  });

  it('keeps a wish for a person waiting that came after one was seen to', async () => {
    const chatbotId = await newBot();
    const asWidget = (message: string, conversationId?: string) =>
      ask({ chatbotId, message, channel: 'api', ...(conversationId ? { conversationId } : {}) });
    const wish = 'Je voudrais parler à une personne, s’il vous plaît.';
    const { conversationId: id } = await asWidget(wish);
    const waiting = async () => (await foyer.client.conversations.get({ id })).waitingSince !== null;
    expect(await waiting()).toBe(true);
    await foyer.client.conversations.seeTo({ id });
    expect(await waiting()).toBe(false);
    setDate(-2);
    await asWidget(wish, id);
    expect(await waiting()).toBe(true);
    expect((await foyer.client.conversations.list({ waiting: true })).items.map(one => one.id)).toEqual([id]);
    await foyer.client.conversations.seeTo({ id });
    expect(await waiting()).toBe(false);
  });

  it('revives no token, not even over a restart, and ends none that holds', async () => {
    await setUp();
    const issued = await nobody().auth.token(owner);
    const [client] = await foyer.client.clients.list({});
    const { key } = await foyer.client.keys.create({
      clientId: client?.id ?? '',
      name: 'Export',
      scopes: ['chat'],
      expiresAt: new Date(START + 10 * MINUTE).toISOString(),
    });
    expect(await authenticate(issued.accessToken)).toMatchObject({ kind: 'user' });
    expect(await authenticate(key)).toMatchObject({ kind: 'key' });
    const areOver = async () => {
      await expect(authenticate(issued.accessToken)).rejects.toMatchObject({ code: 'auth.session_expired' });
      await expect(authenticate(key)).rejects.toMatchObject({ code: 'auth.key_refused' });
    };
    vi.setSystemTime(START + 16 * MINUTE);
    await areOver();
    vi.setSystemTime(START + MINUTE);
    await areOver();
    await restart();
    await areOver();
    for (const hours of [2, -2]) {
      setDate(hours);
      const fresh = await nobody().auth.token(owner);
      expect(await authenticate(fresh.accessToken)).toMatchObject({ kind: 'user' });
    }
    const kept = await nobody().auth.refresh({ refreshToken: issued.refreshToken });
    expect(await authenticate(kept.accessToken)).toMatchObject({ kind: 'user' });
  });

  it('locks nobody out of a second factor, and lets no code in twice', async () => {
    await setUp();
    const { accessToken } = await nobody().auth.token(owner);
    const principal = await authenticate(accessToken);
    const asOwner = foyer.app.client({ ...localContext(foyer.app), principal });
    const { secret } = await asOwner.secondFactor.start({ password: owner.password });
    const code = () => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() });
    const signIn = () => nobody().auth.token({ ...owner, code: code() });
    setDate(2);
    await asOwner.secondFactor.confirm({ code: code() });
    setDate(0.1);
    expect((await signIn()).accessToken).not.toBe('');
    setDate(-2);
    expect((await signIn()).accessToken).not.toBe('');
    setDate(0.1);
    await expect(signIn()).rejects.toMatchObject({ code: 'auth.second_factor_wrong' });
    setDate(2);
    await expect(signIn()).rejects.toMatchObject({ code: 'auth.second_factor_wrong' });
  });
});
