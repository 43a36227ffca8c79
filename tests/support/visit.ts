import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { WidgetBehaviour } from '#shared/contract/widget-settings.ts';
import type { App, FoyerClient, RequestContext } from '#main/app/ports.ts';
import { contextOf, localContext } from './temporary-app.ts';

const PAGE = 'https://intranet.exemple.fr';
const HOST = '127.0.0.1:4281';

export type LeftVisit = {
  conversationId: string;
  questionId: string;
  answerId: string;
  attachmentId: string;
  /** As the visitor. */
  context: RequestContext;
};

/** Somebody new on a page with the widget of a chatbot, which is switched on for it. */
export async function visitorOf(
  app: App,
  chatbotId: string,
  behaviour: Partial<WidgetBehaviour> = {},
): Promise<{ context: RequestContext; client: FoyerClient }> {
  const office = app.client(localContext(app));
  const { publicId } = await office.widgets.update({
    id: chatbotId,
    enabled: true,
    allowedDomains: ['intranet.exemple.fr'],
    behaviour,
  });
  const visit = { origin: PAGE, host: HOST };
  const stranger = { ...contextOf({ kind: 'anonymous' }), visit };
  const { token } = await app.client(stranger).visitor.token({ widgetId: publicId });
  const context = { ...contextOf(await app.visitors.authenticate(token, HOST)), visit };
  return { context, client: app.client(context) };
}

/** Somebody asks through the widget of a chatbot, with a file, finds the answer good and leaves an address. */
export async function visitWithFile(app: App, chatbotId: string): Promise<LeftVisit> {
  const office = app.client(localContext(app));
  const { client, context } = await visitorOf(app, chatbotId, {
    attachments: { enabled: true, maxBytes: 100_000, types: ['text'] },
    askForPerson: true,
  });
  const oneFile = async function* () {
    const content = Readable.from([Buffer.from('Facture numéro 17, à régler avant la fin du mois.')]);
    yield { fileName: 'facture.txt', content };
  };
  const { id: attachmentId } = await client.visitor.attach({}, { context: { files: oneFile() } });
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
  return { conversationId, questionId: messages[0]?.id ?? '', answerId, attachmentId, context };
}
