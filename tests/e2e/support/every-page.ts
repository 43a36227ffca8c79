import type { Language } from '#shared/contract/vocabulary.ts';
import { join } from 'node:path';
import { moduleNames } from '#modules/index.ts';
import { untilLookedAt, writeOld } from '../../support/watched-folder.ts';
import type { FurnishedOffice } from './office.ts';

/** What the page declares of a place (`src/renderer/ui/place.ts`), whose types are those of a browser. */
type Place =
  | { in: 'rail'; to: string }
  | { in: 'settings'; section: string }
  | { in: 'chatbot' | 'client'; tab: string }
  | {
      in: 'palette';
      to: string;
      params?: Record<string, string>;
      search?: Record<string, string | boolean>;
    };
const PLACES = join(import.meta.dirname, '..', '..', '..', 'src', 'renderer', 'app', 'places.ts');

/** Fills an office with something of every kind, and returns the address of every page: all declared places, and one of each thing. */
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
    memberships: [{ clientId: own?.id ?? '', role: 'member' }],
  });
  const [read] = (await client.documents.list({ chatbotId: office.chatbotId })).items;
  const long = language === 'fr' ? 'Rechtsschutzversicherungsgesellschaften et suites' : 'Leases';
  await client.tags.give({ ids: [read?.id ?? ''], add: [long, '2026'] });
  const source = await followFolder(office, own?.id ?? '');
  const { places } = (await import(PLACES)) as { places: readonly Place[] };
  const [bot, ofClient] = [`/chatbots/${office.chatbotId}`, `/clients/${own?.id}`];
  return [
    ...places.map(place => addressOf(place, { chatbot: bot, client: ofClient })),
    // One of each thing, and what an address asks of a page.
    `/chat?bot=${office.chatbotId}`,
    `/chat/${conversationId}`,
    bot,
    `/documents/${read?.id}`,
    `/sources/${source.id}`,
    `/sources/${source.id}?looks=true`,
    '/sources/019a9f00-0000-7000-8000-000000000000',
    '/conversations?view=visitors',
    `/conversations/${conversationId}`,
    '/clients?archived=true',
    `/clients/erasures/${erasure.id}`,
    ...moduleNames.map(name => `/modules/${name}`),
    '/modules/unknown',
    `/settings/people?person=${invited.person.id}`,
    `/join?token=${invited.link.token}`,
    '/join?token=unknown',
    '/join',
    '/forgotten',
    '/nowhere',
  ];
}

/** A folder with something new, something taken and something left out. */
async function followFolder(
  { dataFolder, chatbotId, server: { client } }: FurnishedOffice,
  clientId: string,
) {
  const folder = `${dataFolder}-suivi`;
  const long = `${'contact-'.repeat(20)}.txt`;
  for (const name of ['note.txt', long, 'photo.jpg']) writeOld(folder, name, `Note ${name}.`);
  const { id } = await client.sources.addFolder({
    clientId,
    chatbotIds: [chatbotId],
    name: 'Notes',
    settings: { path: folder, ignore: [], subfolders: true },
  });
  await untilLookedAt(client.sources, id);
  const { items } = await client.sources.items({ id });
  await client.sources.approve({
    id,
    itemIds: items.filter(({ key }) => key === 'note.txt').map(one => one.id),
  });
  return untilLookedAt(client.sources, id);
}

/** The address of a declared place, as it stands after the `#`. */
function addressOf(place: Place, pages: { chatbot: string; client: string }): string {
  switch (place.in) {
    case 'rail':
      return place.to;
    case 'settings':
      return `/settings/${place.section}`;
    case 'chatbot':
    case 'client':
      return `${pages[place.in]}?tab=${place.tab}`;
    case 'palette': {
      const path = Object.entries(place.params ?? {}).reduce(
        (to, [name, value]) => to.replace(`$${name}`, value),
        place.to,
      );
      const asked = Object.entries(place.search ?? {}).map(([name, value]) => `${name}=${value}`);
      return asked.length === 0 ? path : `${path}?${asked.join('&')}`;
    }
  }
}
