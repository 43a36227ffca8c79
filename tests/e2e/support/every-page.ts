import type { Language } from '#shared/contract/vocabulary.ts';
import type { FurnishedOffice } from './office.ts';

/** Fills an office with something of every kind, and returns the address of every page. */
export async function furnishEveryPage(
  office: FurnishedOffice,
  language: Language = 'fr',
): Promise<string[]> {
  const { client } = office.server;
  const conversation = await client.conversations.chat({
    chatbotId: office.chatbotId,
    message:
      language === 'fr'
        ? 'Combien de jours de congé pour un mariage ?'
        : 'How many days of leave for a marriage?',
  });
  let conversationId = '';
  for await (const event of conversation) {
    if (event.type === 'started') ({ conversationId } = event);
  }
  const [own] = await client.clients.list({});
  const other = await client.clients.create({
    name: 'Cabinet Lefèvre & associés',
    domain: 'lefevre.example',
  });
  const erasure = await client.privacy.eraseClient({ id: other.id, confirmName: other.name });
  await client.exports.start({ id: own?.id ?? '' });
  const invited = await client.people.invite({
    email: 'hugo.petit-jean@un-domaine-assez-long.example.fr',
    fullName: language === 'fr' ? 'Hugo Petit-Jean de la Tour' : 'Hugo Worthington-Featherstone',
    language,
    role: 'member',
  });
  const [read] = (await client.documents.list({ chatbotId: office.chatbotId })).items;
  return [
    '/',
    `/chat?bot=${office.chatbotId}`,
    `/chat/${conversationId}`,
    '/chatbots',
    `/chatbots/${office.chatbotId}`,
    `/chatbots/${office.chatbotId}?tab=knowledge`,
    `/chatbots/${office.chatbotId}?tab=appearance`,
    `/chatbots/${office.chatbotId}?tab=deploy`,
    `/chatbots/${office.chatbotId}?tab=visitors`,
    '/knowledge',
    '/knowledge?bench=true',
    `/documents/${read?.id}`,
    '/conversations',
    '/conversations?view=unanswered',
    '/conversations?view=visitors',
    `/conversations/${conversationId}`,
    '/clients',
    '/clients?create=true',
    '/clients?archived=true',
    ...['overview', 'chatbots', 'documents', 'people', 'keys', 'activity', 'privacy'].map(
      tab => `/clients/${own?.id}?tab=${tab}`,
    ),
    '/clients/erasures',
    `/clients/erasures/${erasure.id}`,
    '/models',
    '/models?add=true',
    ...[
      'appearance',
      'account',
      'people',
      'mail',
      'security',
      'network',
      'privacy',
      'keys',
      'audit',
      'tasks',
      'data',
      'help',
      'about',
    ].map(name => `/settings/${name}`),
    '/settings/people?invite=true',
    `/settings/people?person=${invited.person.id}`,
    `/join?token=${invited.link.token}`,
    '/join?token=unknown',
    '/join',
    '/forgotten',
    '/nowhere',
  ];
}
