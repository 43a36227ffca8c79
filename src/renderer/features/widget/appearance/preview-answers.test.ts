import { describe, expect, it } from 'vitest';
import type { ChatEvent, ChatInput } from '#shared/contract/conversations.ts';
import type { Message, Source } from '#shared/contract/messages.ts';
import type { DocumentPage } from '#shared/contract/document.ts';
import { createPreviewAnswers, type Answer, type PreviewCore } from './preview-answers.ts';

const BOT = '01990000-0000-7000-8000-000000000001';
const CONVERSATION = '01990000-0000-7000-8000-000000000002';
const MESSAGE = '01990000-0000-7000-8000-000000000003';
const place = {
  page: 4,
  pageEnd: 4,
  heading: null,
  header: null,
  quote: 'quatre jours',
  start: 1_011,
  end: 1_023,
  cited: true,
};
const { header: _header, ...first } = place;
const source: Source = {
  number: 1,
  documentId: 'd1',
  title: 'Règlement',
  score: 0.9,
  ...first,
  places: [place, { ...place, quote: 'ouvrés', start: 1_024, end: 1_030, pageEnd: 5 }],
};
const message: Message = {
  id: MESSAGE,
  conversationId: CONVERSATION,
  sender: { kind: 'bot', id: null, name: null },
  content: 'Quatre jours [1].',
  parts: [{ type: 'text', text: 'Quatre jours [1].' }],
  status: 'complete',
  failure: null,
  sources: [source],
  abstained: false,
  model: 'secret-model',
  provider: 'ollama',
  attempts: [],
  confidence: 0.8,
  confidenceLevel: 'high',
  responseTimeMs: 20,
  firstTokenMs: 10,
  tokens: null,
  cost: 3,
  tags: [],
  metadata: {},
  createdAt: '2026-11-25T10:00:00.000Z',
};
const page: DocumentPage = {
  documentId: 'd1',
  title: 'Règlement',
  fileName: 'reglement.pdf',
  mediaType: null,
  page: 4,
  pageCount: 9,
  paged: true,
  drawable: false,
  locked: false,
  start: 1_000,
  end: 1_040,
  blocks: [
    { kind: 'heading', level: 1, start: 1_000, end: 1_005, text: 'Congé' },
    { kind: 'paragraph', level: null, start: 1_007, end: 1_036, text: 'Dès quatre jours pour mariage' },
  ],
};

function stand(change: Partial<PreviewCore> = {}) {
  const asked: ChatInput[] = [];
  const stopped: string[] = [];
  async function* events(): AsyncGenerator<ChatEvent> {
    yield { type: 'started', conversationId: CONVERSATION, messageId: MESSAGE };
    yield { type: 'sources', sources: [source] };
    yield { type: 'delta', text: 'Quatre' };
    yield await Promise.resolve({ type: 'finished', message });
  }
  const answer = createPreviewAnswers(BOT, {
    async chat(input) {
      asked.push(input);
      return await Promise.resolve(events());
    },
    stop: async messageId => await Promise.resolve(stopped.push(messageId)),
    page: async () => await Promise.resolve(page),
    codeOf: () => 'connection.lost',
    ...change,
  });
  const call = async (given: Parameters<typeof answer>[0]): Promise<Answer[]> => {
    const said: Answer[] = [];
    await answer(given, each => said.push(each));
    return said;
  };
  return { call, asked, stopped };
}
const question = { message: 'Combien ?', clientMessageId: 'abcdefgh' };

describe('answers in a preview', () => {
  it('are the chatbot’s, as a visitor gets them, and kept out of the lists', async () => {
    const { call, asked } = stand();
    const said = await call({ id: 7, call: 'chat', input: question });
    expect(asked).toEqual([{ chatbotId: BOT, message: 'Combien ?', channel: 'preview' }]);
    expect(said.map(each => ('event' in each ? each.event.type : Object.keys(each)[1]))).toEqual([
      'started',
      'sources',
      'delta',
      'finished',
      'done',
    ]);
    expect(said.every(({ id }) => id === 7)).toBe(true);
    expect(JSON.stringify(said)).not.toMatch(/secret-model|ollama|"cost"|0\.8|d1/);
    await call({ id: 8, call: 'chat', input: { ...question, conversationId: CONVERSATION } });
    expect(asked[1]).toMatchObject({ conversationId: CONVERSATION });
  });

  it('open the passage behind a number, with what stands around it', async () => {
    const { call } = stand();
    expect(await call({ id: 1, call: 'source', input: { messageId: MESSAGE, number: 1 } })).toEqual([
      { id: 1, error: { code: 'resource.not_found', message: '' } },
    ]);
    await call({ id: 2, call: 'chat', input: question });
    expect(
      await call({ id: 4, call: 'source', input: { messageId: MESSAGE, number: 1, place: 1 } }),
    ).toMatchObject([{ result: { quote: 'ouvrés', pages: '4–5' } }]);
    expect(await call({ id: 3, call: 'source', input: { messageId: MESSAGE, number: 1 } })).toEqual([
      {
        id: 3,
        result: {
          title: 'Règlement',
          page: 4,
          pages: '4',
          before: 'Congé\n\nDès ',
          quote: 'quatre jours',
          after: ' pour mariage',
        },
      },
    ]);
  });

  it('are stopped, and say what fails by its code alone', async () => {
    const { call, stopped } = stand();
    expect(await call({ id: 1, call: 'stop', input: { messageId: MESSAGE } })).toEqual([
      { id: 1, done: true },
    ]);
    expect(stopped).toEqual([MESSAGE]);
    const failing = stand({ chat: () => Promise.reject(new Error('a secret of the server')) });
    expect(await failing.call({ id: 2, call: 'chat', input: question })).toEqual([
      { id: 2, error: { code: 'connection.lost', message: '' } },
    ]);
  });
});
