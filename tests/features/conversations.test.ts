import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatInput } from '#shared/contract/conversations.ts';
import type { Message } from '#shared/contract/messages.ts';
import { startOllamaStandIn } from '../support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';

describe('conversations without a model', () => {
  let foyer: TemporaryApp;
  let chatbotId: string;
  let englishBot: string;

  beforeAll(async () => {
    foyer = await startTemporaryApp();
    chatbotId = (await foyer.client.chatbots.create({ name: 'RH' })).id;
    englishBot = (await foyer.client.chatbots.create({ name: 'HR', language: 'en' })).id;
    await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
    await foyer.client.documents.addSample({ chatbotId: englishBot, language: 'en' });
    await untilRead(foyer.client, chatbotId);
    await untilRead(foyer.client, englishBot);
  });
  afterAll(() => foyer.close());

  async function ask(input: Partial<ChatInput> & { message: string }): Promise<Message> {
    for await (const event of await foyer.client.conversations.chat({ chatbotId, ...input })) {
      if (event.type === 'finished') return event.message;
    }
    throw new Error('The answer did not finish');
  }

  it('quote the documents, word for word, each quotation with the place it stands at', async () => {
    const answer = await ask({ message: 'Combien de jours pour un mariage ?' });
    expect(answer.content).toContain('4 jours ouvrés');
    expect(answer).toMatchObject({ status: 'complete', provider: 'embedded', abstained: false });
    const cited = answer.sources.filter(source => source.cited);
    expect(cited.length).toBeGreaterThan(0);
    for (const { documentId, start, end, quote } of cited) {
      const page = await foyer.client.documents.page({ id: documentId, offset: start });
      const block = page.blocks.find(one => one.start <= start && start < one.end);
      expect(block?.text.slice(start - block.start).startsWith(quote.slice(0, 20))).toBe(true);
      expect(end - start).toBe(quote.length);
    }
  });

  it('understand a question that leans on the one before', async () => {
    const first = await ask({ message: 'Combien de jours pour un mariage ?' });
    const second = await ask({ message: 'Et pour un enfant ?', conversationId: first.conversationId });
    expect(second.content).toContain('1 jour ouvré');
    expect(second.metadata.searchedQuestion?.toLowerCase()).toContain('mariage');
  });

  it('say that nothing answers, in the language of the question, and keep it for the owner', async () => {
    const question = 'Quelle est la capitale de l’Australie ?';
    const answer = await ask({ message: question });
    expect(answer).toMatchObject({ abstained: true, sources: [], confidence: null });
    expect(answer.content).toMatch(/ne répondent pas/);
    const english = await ask({ message: 'What is the capital of Australia?', chatbotId: englishBot });
    expect(english.content).toMatch(/do not answer/);
    const { items } = await foyer.client.conversations.unanswered({});
    expect(items.map(item => item.question)).toEqual(
      expect.arrayContaining([question, 'What is the capital of Australia?']),
    );
  });

  it('are counted with their chatbot and their client, previews left out', async () => {
    const before = (await foyer.client.chatbots.get({ id: chatbotId })).conversationCount;
    await ask({ message: 'Combien de jours pour un mariage ?', channel: 'preview' });
    await ask({ message: 'Combien de jours pour un mariage ?' });
    const bot = await foyer.client.chatbots.get({ id: chatbotId });
    expect(bot.conversationCount).toBe(before + 1);
    expect([bot.documentCount, bot.readyDocumentCount]).toEqual([3, 3]);
    const [client] = await foyer.client.clients.list({});
    expect(client).toMatchObject({ chatbotCount: 2, documentCount: 6 });
  });

  it('leave the unanswered ones once the documents answer them', async () => {
    const question = 'Quelle est la procédure pour le vélo de fonction ?';
    expect((await ask({ message: question, channel: 'api' })).abstained).toBe(true);
    const waiting = async () =>
      (await foyer.client.conversations.unanswered({ chatbotId })).items.map(item => item.question);
    const before = (await foyer.client.system.overview({})).unansweredCount;
    expect(await waiting()).toContain(question);
    const file = join(foyer.dataFolder, 'velo.txt');
    await writeFile(file, 'Procédure du vélo de fonction : la demande se fait auprès de l’accueil.');
    await foyer.client.documents.addPaths({ chatbotId, paths: [file] });
    await untilRead(foyer.client, chatbotId);
    expect((await ask({ message: question })).abstained).toBe(false);
    expect(await waiting()).not.toContain(question);
    expect((await foyer.client.system.overview({})).unansweredCount).toBe(before - 1);
  });

  it('tell someone who asks in another language which one the documents are in', async () => {
    const answer = await ask({ message: 'How many holidays does an employee get each year?' });
    expect(answer.abstained).toBe(true);
    expect(answer.content).toContain('French');
    const french = await ask({
      message: 'À combien de congés un salarié a-t-il droit chaque année ?',
      chatbotId: englishBot,
    });
    expect(french.abstained).toBe(true);
    expect(french.content).toContain('anglais');
  });

  it('are found by their words, renamed and deleted', async () => {
    const { conversationId } = await ask({ message: 'Le télétravail est-il possible le vendredi ?' });
    const found = await foyer.client.conversations.search({ q: 'VENDREDI  teletravail' });
    expect(found.items.map(({ id }) => id)).toEqual([conversationId]);
    expect(found.items[0]?.excerpt).toContain('vendredi');
    expect((await foyer.client.conversations.search({ q: 'télétravail 100%' })).items).toEqual([]);
    expect((await foyer.client.conversations.rename({ id: conversationId, title: 'Chez soi' })).title).toBe(
      'Chez soi',
    );
    await foyer.client.conversations.remove({ id: conversationId });
    await expect(foyer.client.conversations.get({ id: conversationId })).rejects.toMatchObject({
      code: 'resource.not_found',
    });
    expect((await foyer.client.conversations.search({ q: 'teletravail' })).items).toEqual([]);
  });

  it('answer again in place of the last answer', async () => {
    const first = await ask({ message: 'Combien de jours pour un mariage ?' });
    for await (const event of await foyer.client.conversations.regenerate({ id: first.conversationId })) {
      expect(event.type).not.toBe('failed');
    }
    const { messages } = await foyer.client.conversations.get({ id: first.conversationId });
    expect(messages.map(({ sender }) => sender.kind)).toEqual(['user', 'bot']);
    expect(messages[1]?.content).toBe(first.content);
  });

  it('come page by page, each once, latest first', async () => {
    for (let index = 0; index < 7; index += 1) await ask({ message: `Bonjour ${index}` });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await foyer.client.conversations.list({ limit: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(7);
  });
});

describe('conversations with a model', () => {
  it('look in the other language only when documents in both are there and those of the question tell nothing', async () => {
    const foyer = await startTemporaryApp();
    const model = await startOllamaStandIn({});
    try {
      const chatbotId = (await foyer.client.chatbots.create({ name: 'RH' })).id;
      await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
      const warranty = join(foyer.dataFolder, 'warranty.txt');
      await writeFile(
        warranty,
        'The warranty of the bicycle covers the frame during seven years after delivery.',
      );
      await foyer.client.documents.addPaths({ chatbotId, paths: [warranty] });
      await untilRead(foyer.client, chatbotId);
      await foyer.client.models.create({
        name: 'Essai',
        provider: 'ollama',
        model: 'mistral-small',
        url: model.url,
        isDefault: true,
      });
      const asked = async (message: string) => {
        let answer: Message | null = null;
        for await (const event of await foyer.client.conversations.chat({ chatbotId, message }))
          if (event.type === 'finished') answer = event.message;
        return answer;
      };
      const isRewriting = (request: { system: string; turns: { content: string }[] }) =>
        !`${request.system}${JSON.stringify(request.turns)}`.includes('[1]');
      let rewritings = 0;
      model.setReply(request => {
        if (!isRewriting(request)) return 'Voici [1].';
        rewritings += 1;
        return 'How long does the warranty of the bicycle cover the frame?';
      });
      await asked('Combien de jours de congé pour un mariage ?');
      expect(rewritings).toBe(0);
      const answer = await asked('Le vélo est-il garanti longtemps ?');
      expect(rewritings).toBe(1);
      expect(answer?.sources[0]?.quote).toContain('seven years');
    } finally {
      await foyer.close();
      await model.close();
    }
  });

  it('search in the language of the documents what was asked in another one', async () => {
    const foyer = await startTemporaryApp();
    const model = await startOllamaStandIn({});
    try {
      const chatbotId = (await foyer.client.chatbots.create({ name: 'RH' })).id;
      await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
      await untilRead(foyer.client, chatbotId);
      await foyer.client.models.create({
        name: 'Essai',
        provider: 'ollama',
        model: 'mistral-small',
        url: model.url,
        isDefault: true,
      });
      model.setReply(request =>
        request.system.includes('[1]') || JSON.stringify(request.body).includes('4 jours ouvrés')
          ? 'Four working days [1].'
          : 'Combien de jours ouvrés pour un mariage ?',
      );
      let answer: Message | null = null;
      for await (const event of await foyer.client.conversations.chat({
        chatbotId,
        message: 'How many working days off for a wedding?',
      })) {
        if (event.type === 'finished') answer = event.message;
      }
      expect(answer?.metadata.searchedQuestion).toBe('Combien de jours ouvrés pour un mariage ?');
      expect(answer).toMatchObject({ content: 'Four working days [1].', abstained: false });
      expect(answer?.sources[0]?.quote).toContain('4 jours ouvrés');
    } finally {
      await foyer.close();
      await model.close();
    }
  });
});
