import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { App } from '#main/app/ports.ts';
import { contextOf, localContext } from './temporary-app.ts';

const PAGE = 'https://intranet.exemple.fr';
const HOST = '127.0.0.1:4281';

export type LeftVisit = {
  conversationId: string;
  questionId: string;
  answerId: string;
  attachmentId: string;
};

/** Somebody asks through the widget of a chatbot, with a file, finds the answer good and leaves an address. */
export async function visitWithFile(app: App, chatbotId: string): Promise<LeftVisit> {
  const office = app.client(localContext(app));
  const { publicId } = await office.widgets.update({
    id: chatbotId,
    enabled: true,
    allowedDomains: ['intranet.exemple.fr'],
    behaviour: { attachments: { enabled: true, maxBytes: 100_000, types: ['text'] }, askForPerson: true },
  });
  const visit = { origin: PAGE, host: HOST };
  const stranger = { ...contextOf({ kind: 'anonymous' }), visit };
  const { token } = await app.client(stranger).visitor.token({ widgetId: publicId });
  const context = { ...contextOf(await app.visitors.authenticate(token, HOST)), visit };
  const client = app.client(context);
  const { signal } = new AbortController();
  const content = Readable.from(['Facture numéro 17, à régler avant la fin du mois.']);
  const { id: attachmentId } = await app.visitors.receiveFile(
    context,
    { fileName: 'facture.txt', content },
    signal,
  );
  const question = {
    message: 'Quand régler la facture ?',
    clientMessageId: randomUUID(),
    attachmentIds: [attachmentId],
  };
  let conversationId = '';
  let answerId = '';
  for await (const event of await client.visitor.chat(question)) {
    if (event.type === 'started') ({ conversationId, messageId: answerId } = event);
  }
  await client.visitor.feedback({ messageId: answerId, rating: 'up', comment: 'Clair' });
  const fields = { name: 'Paul Roux', email: 'paul@exemple.fr' };
  await client.visitor.lead({ reason: 'person', conversationId, fields });
  const { messages } = await office.conversations.get({ id: conversationId });
  return { conversationId, questionId: messages[0]?.id ?? '', answerId, attachmentId };
}
