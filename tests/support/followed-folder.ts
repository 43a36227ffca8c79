import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Source } from '#shared/contract/sources.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from './temporary-app.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { untilLookedAt, writeOld } from './watched-folder.ts';

/** An office for the tests of a file; for each a folder and a chatbot, and no source left behind. */
export function followedFolder() {
  let office: TemporaryApp;
  let folder: ReturnType<typeof temporaryFolder>;
  let clientId: string;
  let chatbotId: string;

  beforeAll(async () => {
    office = await startTemporaryApp();
    clientId = (await office.client.clients.list({}))[0]?.id ?? '';
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    folder = temporaryFolder();
    chatbotId = (await office.client.chatbots.create({ name: 'Règles', clientId })).id;
  });
  afterEach(async () => {
    const { sources } = office.client;
    for (const { id } of (await sources.list({})).items) await sources.remove({ id });
    folder.remove();
  });

  const write = (name: string, text = `Le contenu de ${name}.`) => writeOld(folder.path, name, text);

  /** A source on the folder, after its first look. */
  async function add(
    options: {
      onVanished?: 'ask' | 'set_aside';
      ignore?: string[];
      subfolders?: boolean;
      pictures?: boolean;
    } = {},
  ) {
    const { onVanished = 'ask', ignore = [], subfolders = true, pictures = false } = options;
    const { id } = await office.client.sources.addFolder({
      clientId,
      chatbotIds: [chatbotId],
      onVanished,
      schedule: { every: 'never' },
      settings: { path: folder.path, ignore, subfolders, pictures },
    });
    return untilLookedAt(office.client.sources, id);
  }

  /** The same, with all that it has taken and read. */
  async function follow(options: Parameters<typeof add>[0] = {}): Promise<string> {
    const { id } = await add(options);
    await office.client.sources.approve({ id });
    await looked(id);
    return id;
  }

  async function looked(id: string): Promise<Source> {
    const source = await untilLookedAt(office.client.sources, id);
    await untilRead(office.client, chatbotId);
    return source;
  }

  async function look(id: string, dry = false): Promise<Source> {
    await office.client.sources.look({ id, dry });
    return looked(id);
  }

  const documents = async () => (await office.client.documents.list({ chatbotId, limit: 200 })).items;
  const fileNames = async () => (await documents()).map(({ fileName }) => fileName).toSorted();
  const items = async (id: string) =>
    Object.fromEntries(
      (await office.client.sources.items({ id, limit: 200 })).items.map(item => [item.key, item]),
    );
  const found = async (q: string) =>
    (await office.client.search.search({ chatbotId, q, k: 5 })).results.map(({ title }) => title);

  return {
    get office() {
      return office;
    },
    get folder() {
      return folder;
    },
    get clientId() {
      return clientId;
    },
    get chatbotId() {
      return chatbotId;
    },
    write,
    add,
    follow,
    look,
    looked,
    documents,
    fileNames,
    items,
    found,
  };
}
