import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '#shared/contract/messages.ts';
import { join } from '../support/people.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';

const ANSWERED = 'Combien de jours pour un mariage ?';
const FOREIGN = 'Quelle est la capitale de l’Australie ?';

describe('figures of the home page', () => {
  let foyer: TemporaryApp;
  let chatbotId: string;
  let clientId: string;

  beforeAll(async () => {
    foyer = await startTemporaryApp();
    ({ id: chatbotId, clientId } = await foyer.client.chatbots.create({ name: 'RH' }));
  });
  afterAll(() => foyer.close());

  const overview = () => foyer.client.system.overview({ clientId });
  async function ask(message: string, channel: 'app' | 'api'): Promise<Message> {
    for await (const event of await foyer.client.conversations.chat({ chatbotId, message, channel })) {
      if (event.type === 'finished') return event.message;
    }
    throw new Error('The answer did not finish');
  }

  it('begin at nothing, and tell what was done', async () => {
    expect(await overview()).toMatchObject({ everAsked: false, onAPage: false, answersWithSource: null });
    await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
    await untilRead(foyer.client, chatbotId);
    await foyer.client.widgets.update({ id: chatbotId, enabled: true });
    expect(await overview()).toMatchObject({ onAPage: true, documents: { ready: 3, working: 0, failed: 0 } });
  });

  it('count the office’s own tests apart', async () => {
    await ask(ANSWERED, 'app');
    await ask(FOREIGN, 'app');
    const figures = await overview();
    expect(figures).toMatchObject({
      conversationsToday: 0,
      questionsToday: 0,
      ownQuestionsToday: 2,
      answersWithSource: null,
      unansweredCount: 0,
      medianFirstTokenMs: null,
      everAsked: true,
    });
    expect(figures.questionsByDay.at(-1)).toMatchObject({ questions: 0, ownQuestions: 2 });
    const { items } = await foyer.client.conversations.unanswered({});
    expect(items).toMatchObject([{ question: FOREIGN, ownTest: true }]);
    expect((await foyer.client.conversations.unanswered({ ownTests: false })).items).toEqual([]);
    expect((await foyer.client.conversations.unanswered({ ownTests: true })).items).toEqual(items);
  });

  it('take no greeting, thanks, overview or wish for a person for an answer without source', async () => {
    for (const said of ['Bonjour', 'Merci', 'De quoi parlent ces documents ?', 'Un humain, svp']) {
      expect((await ask(said, 'api')).metadata.aside).toBe(true);
    }
    expect(await overview()).toMatchObject({
      questionsToday: 4,
      answersWithSource: null,
      unansweredCount: 0,
      medianFirstTokenMs: null,
    });
    await ask(ANSWERED, 'api');
    expect((await overview()).answersWithSource).toBe(1);
  });

  it('count an unanswered question until it is dismissed, and a later one by itself', async () => {
    const { id: messageId } = await ask(FOREIGN, 'api');
    expect(await overview()).toMatchObject({ unansweredCount: 1, answersWithSource: 0.5 });
    expect(await foyer.client.conversations.dismiss({ messageIds: [messageId] })).toEqual({ changed: 1 });
    expect((await overview()).unansweredCount).toBe(0);
    const left = await foyer.client.conversations.unanswered({});
    expect(left.items.map(item => item.messageId)).not.toContain(messageId);
    await foyer.client.conversations.dismiss({ messageIds: [messageId], dismissed: false });
    expect((await overview()).unansweredCount).toBe(1);
    await foyer.client.conversations.dismiss({ messageIds: [messageId] });
    await ask(FOREIGN, 'api');
    expect((await overview()).unansweredCount).toBe(1);
  });

  it('dismiss nothing that is no unanswered question', async () => {
    const { id } = await ask(ANSWERED, 'api');
    expect(await foyer.client.conversations.dismiss({ messageIds: [id] })).toEqual({ changed: 0 });
  });

  it('are of days as the client’s clocks tell them', async () => {
    const dayIn = async (timeZone: string) => {
      await foyer.client.clients.update({ id: clientId, timeZone });
      return (await overview()).questionsByDay.map(({ day }) => day);
    };
    const west = await dayIn('Pacific/Pago_Pago'); // UTC−11
    const east = await dayIn('Pacific/Kiritimati'); // UTC+14: at every hour, a later day
    expect(west).toHaveLength(7);
    expect(east.at(-1) ?? '').toBe(localDay('Pacific/Kiritimati'));
    expect(west.at(-1) ?? '').toBe(localDay('Pacific/Pago_Pago'));
    expect(east.at(-1)).not.toBe(west.at(-1));
    const figures = await overview();
    expect(figures.questionsByDay.at(-1)?.questions).toBe(figures.questionsToday);
  });

  it('follow the client to another zone, day by day', async () => {
    const asked = new Date();
    const totalsIn = async (timeZone: string) => {
      await foyer.client.clients.update({ id: clientId, timeZone });
      const { questionsByDay } = await overview();
      return questionsByDay.filter(({ questions }) => questions > 0);
    };
    const dayIn = (timeZone: string) =>
      new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(asked);
    for (const zone of ['Pacific/Pago_Pago', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Europe/Paris']) {
      const days = await totalsIn(zone);
      expect(days.reduce((sum, { questions }) => sum + questions, 0)).toBeGreaterThan(5);
      // All was asked within this test: a minute or two before, which may be the day before.
      expect(days.at(-1)?.day).toBe(dayIn(zone));
    }
  });

  it('show a colleague who may only chat what they asked themselves', async () => {
    const { client } = await join(foyer, 'membre@exemple.fr', 'member', [clientId]);
    expect(await client.system.overview({ clientId })).toMatchObject({ questionsToday: 0, everAsked: false });
    for await (const _event of await client.conversations.chat({ chatbotId, message: ANSWERED }));
    expect(await client.system.overview({ clientId })).toMatchObject({
      questionsToday: 1,
      ownQuestionsToday: 0,
      conversationsToday: 1,
      answersWithSource: 1,
    });
  });

  it('tell of what was asked, also once the conversation is deleted', async () => {
    const before = await overview();
    const { conversationId } = await ask(ANSWERED, 'api');
    await foyer.client.conversations.remove({ id: conversationId });
    expect((await overview()).questionsToday).toBe(before.questionsToday + 1);
  });
});

function localDay(timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date());
}
