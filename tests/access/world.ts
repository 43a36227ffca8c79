import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FoyerClient, Principal } from '#main/app/ports.ts';
import { until } from '../support/until.ts';
import { visitWithFile, type LeftVisit } from '../support/visit.ts';
import { lockedZip } from '../support/locked-files.ts';
import { startTemporaryApp, contextOf, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { onePagePdf } from '../support/sample-files.ts';
import { removeFolder } from '../support/temporary-folder.ts';

/** One of each kind of caller; all but the last two rows of people and every key belong to client A. */
export const callers = [
  'nobody',
  'member',
  'agent',
  'editor',
  'admin',
  'owner',
  'local',
  'chat key',
  'search key',
  'read key',
  'write key',
  'admin key',
] as const;
export type Caller = (typeof callers)[number];
export type Side = 'a' | 'b';

/** Planted in everything of client B: whoever is not admitted there must never read it. */
export const FOREIGN_MARKER = 'licornes-de-la-maison-voisine';
const QUESTION = 'Quels sont les délais de livraison des meubles ?';
const PASSWORD = 'une phrase que personne ne devine';

type Estate = {
  clientId: string;
  botId: string;
  documentId: string;
  conversationId: string;
  messageId: string;
  keyId: string;
};

/** Two clients that must not know of each other, and everyone who may call. */
export type World = {
  temporary: TemporaryApp;
  estates: Record<Side, Estate>;
  /** A chatbot of client A that is shared with nobody. */
  unsharedBotId: string;
  clientOf(caller: Caller): FoyerClient;
  principalOf(caller: Caller): Principal;
  /** A conversation of client A that the caller may open: their own where they only have their own. */
  conversationFor(caller: Caller): Promise<{ conversationId: string; messageId: string }>;
  freshBot(side: Side): Promise<string>;
  freshClient(): Promise<string>;
  freshDocument(side: Side): Promise<string>;
  /** One that asks for the password `secret`. */
  freshLockedDocument(side: Side): Promise<string>;
  /** One that a newer document has taken the place of. */
  freshEarlierVersion(side: Side): Promise<string>;
  freshPerson(): Promise<string>;
  /** What somebody left through a widget of the client, with a file. */
  visitOf(side: Side): Promise<LeftVisit>;
  /** An archive of the client that is ready. */
  archiveOf(side: Side): Promise<string>;
  close(): Promise<void>;
};

const peopleOfA = ['member', 'agent', 'editor', 'admin', 'owner'] as const;
const keyScopesOf = {
  'chat key': ['chat'],
  'search key': ['search'],
  'read key': ['read'],
  'write key': ['write'],
  'admin key': ['admin'],
} as const;

export async function createWorld(): Promise<World> {
  const temporary = await startTemporaryApp();
  const { app, client: local } = temporary;
  const folder = mkdtempSync(join(tmpdir(), 'foyer-access-'));
  let files = 0;

  async function addDocument(botId: string, text: string): Promise<string> {
    files += 1;
    return await addFile(botId, `fichier-${files}.txt`, `${text}\nFichier numéro ${files}.`);
  }

  async function addFile(botId: string, name: string, content: string | Buffer): Promise<string> {
    const path = join(folder, name);
    writeFileSync(path, content);
    const { documents } = await local.documents.addPaths({ chatbotId: botId, paths: [path] });
    await untilRead(local, botId);
    return documents[0]?.id ?? '';
  }

  async function ask(
    client: FoyerClient,
    botId: string,
  ): Promise<{ conversationId: string; messageId: string }> {
    let ids = { conversationId: '', messageId: '' };
    for await (const event of await client.conversations.chat({ chatbotId: botId, message: QUESTION })) {
      if (event.type === 'started')
        ids = { conversationId: event.conversationId, messageId: event.messageId };
    }
    return ids;
  }

  async function estate(clientId: string, marker: string): Promise<Estate> {
    const bot = await local.chatbots.create({
      name: `Assistant ${marker}`,
      clientId,
      instructions: `Réponds pour ${marker}.`,
    });
    // One that has pages to look at.
    const pages = onePagePdf([
      `Chez ${marker}, la livraison des meubles prend trois semaines.`,
      `Les délais sont garantis par ${marker}.`,
    ]);
    const documentId = await addFile(bot.id, `livraison-${marker}.pdf`, pages);
    const { id: keyId } = await local.keys.create({ clientId, name: `Clef de ${marker}`, scopes: ['read'] });
    return { clientId, botId: bot.id, documentId, keyId, ...(await ask(local, bot.id)) };
  }

  const [first] = await local.clients.list({});
  const other = await local.clients.create({ name: `Maison ${FOREIGN_MARKER}`, domain: 'voisine.example' });
  const a = await estate(first?.id ?? '', 'atelier-martin');
  const b = await estate(other.id, FOREIGN_MARKER);
  const unshared = await local.chatbots.create({
    name: 'Réservé',
    clientId: a.clientId,
    sharing: 'chosen',
  });

  const principals = new Map<Caller, Principal>();
  for (const role of peopleOfA) {
    const email = `${role}@atelier.example`;
    const clientIds = role === 'admin' || role === 'owner' ? [] : [a.clientId];
    await local.auth.register({ email, password: PASSWORD, fullName: `Personne ${role}`, role, clientIds });
    const { accessToken } = await app
      .client(contextOf({ kind: 'anonymous' }))
      .auth.token({ email, password: PASSWORD });
    principals.set(role, await app.authenticate({ bearer: accessToken, sessionCookie: null }));
  }
  for (const [caller, scopes] of Object.entries(keyScopesOf)) {
    const { key } = await local.keys.create({ clientId: a.clientId, name: caller, scopes: [...scopes] });
    principals.set(
      caller as keyof typeof keyScopesOf,
      await app.authenticate({ bearer: key, sessionCookie: null }),
    );
  }

  principals.set('local', app.localPrincipal());

  const principalOf = (caller: Caller): Principal => principals.get(caller) ?? { kind: 'anonymous' };
  const clientOf = (caller: Caller): FoyerClient => app.client(contextOf(principalOf(caller)));
  /** They go on with a conversation of their own; the others are given one of the office's. */
  const maySpeak: ReadonlySet<Caller> = new Set([...peopleOfA, 'chat key']);
  const estates = { a, b };
  let people = 0;
  const visits: Partial<Record<Side, Promise<LeftVisit>>> = {};
  const archives: Partial<Record<Side, Promise<string>>> = {};

  async function makeArchive(id: string): Promise<string> {
    const made = await local.exports.start({ id });
    await until(async () => (await local.exports.get({ id, exportId: made.id })).state === 'ready');
    return made.id;
  }

  return {
    temporary,
    estates,
    unsharedBotId: unshared.id,
    principalOf,
    clientOf,
    conversationFor: caller => ask(maySpeak.has(caller) ? clientOf(caller) : local, a.botId),
    async freshBot(side) {
      const bot = await local.chatbots.create({ name: 'Éphémère', clientId: estates[side].clientId });
      return bot.id;
    },
    freshDocument: side => addDocument(estates[side].botId, 'Un document de passage.'),
    freshLockedDocument(side) {
      files += 1;
      const content = lockedZip([{ name: 'a.txt', content: `Fichier numéro ${files}.`, password: 'secret' }]);
      return addFile(estates[side].botId, `verrou-${files}.zip`, content);
    },
    async freshEarlierVersion(side) {
      const olderId = await addDocument(estates[side].botId, 'Un document remplacé.');
      const newerId = await addDocument(estates[side].botId, 'Un document qui le remplace.');
      await local.documents.replace({ id: newerId, olderId });
      return olderId;
    },
    async freshClient() {
      return (await local.clients.create({ name: 'Client de passage' })).id;
    },
    async freshPerson() {
      people += 1;
      const person = await local.auth.register({
        email: `passage${people}@atelier.example`,
        password: PASSWORD,
        fullName: 'Personne de passage',
        role: 'member',
        clientIds: [a.clientId],
      });
      return person.id;
    },
    visitOf: side => (visits[side] ??= visitWithFile(app, estates[side].botId)),
    archiveOf: side => (archives[side] ??= makeArchive(estates[side].clientId)),
    async close() {
      await temporary.close();
      removeFolder(folder);
    },
  };
}
