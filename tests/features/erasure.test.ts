import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Erasure } from '#shared/contract/privacy.ts';
import { databaseFile } from '#main/db/connection.ts';
import { listSnapshots, takeSnapshot } from '#main/db/snapshots.ts';
import { placesOf } from '../support/data-folder-bytes.ts';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { plantMessages, type PlantedMessage } from '../support/planted-messages.ts';
import { contextOf, startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { visitWithFile } from '../support/visit.ts';

/** Words found nowhere else, one for each place where something of a client is kept. */
const planted = {
  name: 'qwzname',
  domain: 'qwzdomain.example',
  contact: 'qwzcontact',
  notes: 'qwznotes',
  bot: 'qwzbot',
  instructions: 'qwzinstructions',
  fileName: 'qwzfilename',
  text: 'qwztextword',
  question: 'qwzquestion',
  operator: 'qwzoperator',
  tool: 'qwztool',
  reasoning: 'qwzreasoning',
  title: 'qwztitle',
  key: 'qwzkey',
  audit: 'qwzaudit',
  answer: 'qwzidempotent',
  log: 'qwzlog',
} as const;

const DOCUMENTS = 40;
const CONVERSATIONS = 30;

/** Tables with a row that names this id in this column: those to come too. */
function rowsOf(database: Sqlite.Database, column: string, id: string): string[] {
  const tables = database
    .prepare("select name from sqlite_master where type = 'table' and sql not like '%VIRTUAL%'")
    .pluck()
    .all() as string[];
  return tables.filter(table => {
    const columns = database.pragma(`table_info("${table}")`) as { name: string }[];
    if (!columns.some(({ name }) => name === column)) return false;
    return database.prepare(`select 1 from "${table}" where "${column}" = ?`).get(id) !== undefined;
  });
}

describe('the erasure of a client', () => {
  let outside: ReturnType<typeof temporaryFolder>;
  let model: StandIn;
  let foyer: TemporaryApp;

  beforeEach(async () => {
    outside = temporaryFolder();
    model = await startOllamaStandIn({});
    foyer = await startTemporaryApp({ dataFolder: join(outside.path, 'data') });
    await foyer.client.models.create({
      name: 'sens',
      provider: 'ollama',
      model: 'bge-m3',
      url: model.url,
      purpose: 'embedding',
    });
  });
  afterEach(async () => {
    await foyer.close();
    await model.close();
    outside.remove();
  });

  /** A client with something in every place. */
  async function plant(words: typeof planted): Promise<string> {
    const { client } = foyer;
    const { id: clientId } = await client.clients.create({
      name: `Société ${words.name}`,
      domain: words.domain,
      contactName: words.contact,
      notes: words.notes,
    });
    const { id: chatbotId } = await client.chatbots.create({
      clientId,
      name: words.bot,
      instructions: `Répondre poliment. ${words.instructions}`,
    });
    await client.documents.addPaths({ chatbotId, paths: writeDocuments(words) });
    await untilRead(client, chatbotId);
    for (let index = 0; index < CONVERSATIONS; index += 1) {
      const message = `${words.question} numéro ${index} : quelle est la règle ${words.text} ?`;
      let conversationId = '';
      for await (const event of await client.conversations.chat({ chatbotId, message }))
        if (event.type === 'started') ({ conversationId } = event);
      await client.conversations.rename({ id: conversationId, title: `${words.title} ${index}` });
      if (index === 0) plantMessages(foyer.dataFolder, conversationId, sayings(words));
    }
    await expect
      .poll(async () => (await client.system.index({ clientId })).state, { timeout: 30_000 })
      .toBe('ready');
    await client.exports.start({ id: clientId });
    await expect
      .poll(async () => (await client.exports.list({ id: clientId }))[0]?.state, { timeout: 20_000 })
      .toBe('ready');
    // What was typed and taken back is only in the audit log.
    await client.clients.update({ id: clientId, contactPhone: words.audit });
    await client.clients.update({ id: clientId, contactPhone: null });
    plantRows(clientId, words);
    foyer.app.log.info({ client: clientId, note: words.log }, 'planted');
    return clientId;
  }

  function writeDocuments(words: typeof planted): string[] {
    const folder = join(outside.path, words.fileName);
    mkdirSync(folder, { recursive: true });
    return Array.from({ length: DOCUMENTS }, (_, index) => {
      const path = join(folder, `${words.fileName}-${index}.md`);
      const lines = Array.from(
        { length: 30 },
        (_line, line) =>
          `La règle ${words.text} ${index}-${line} vaut pour tous, ${words.text}${index}x${line}.`,
      );
      writeFileSync(path, `# Règle ${index}\n\n${lines.join('\n\n')}\n`);
      return path;
    });
  }

  /** What nobody says yet. */
  const sayings = (words: typeof planted): PlantedMessage[] => [
    { kind: 'operator', parts: [{ type: 'text', text: `Bonjour, ${words.operator}.` }] },
    {
      kind: 'bot',
      parts: [
        { type: 'reasoning', text: words.reasoning },
        { type: 'tool_call', id: 'c', name: 'agenda', arguments: { qui: words.tool } },
        { type: 'tool_result', callId: 'c', name: 'agenda', result: words.tool, isError: false },
        { type: 'text', text: 'Voilà.' },
      ],
    },
  ];

  /** What no route of this feature writes. */
  function plantRows(clientId: string, words: typeof planted): void {
    const database = new Sqlite(databaseFile(foyer.dataFolder));
    const at = new Date().toISOString();
    database
      .prepare(
        `insert into api_keys (id, client_id, name, prefix, secret_hash, scopes, created_at) values (?, ?, ?, ?, ?, '["chat"]', ?)`,
      )
      .run(crypto.randomUUID(), clientId, words.key, `${words.key}1`, `${words.key}hash`, at);
    database
      .prepare(
        'insert into idempotent_answers (caller, "key", client_id, request_hash, answer, created_at) values (?, ?, ?, ?, ?, ?)',
      )
      .run('local', words.answer, clientId, 'hash', `{"name":"${words.answer}"}`, at);
    database.close();
  }

  async function untilErased(erasure: Erasure): Promise<Erasure> {
    await expect
      .poll(async () => (await foyer.client.privacy.erasure({ id: erasure.id })).state, { timeout: 60_000 })
      .toBe('done');
    return await foyer.client.privacy.erasure({ id: erasure.id });
  }

  it('leaves nothing of it in any byte of the data folder, and all of the others', async () => {
    const kept = Object.fromEntries(
      Object.entries(planted).map(([place, word]) => [place, word.replace('qwz', 'vxk')]),
    ) as typeof planted;
    const keptId = await plant(kept);
    const clientId = await plant(planted);
    const words = Object.values(planted);
    for (const word of words) await expect.poll(() => placesOf([word], foyer.dataFolder)).not.toEqual([]);
    // A copy of the database from before.
    await takeSnapshot(foyer.dataFolder, new Date(Date.now() - 60_000));
    const [copy] = await listSnapshots(foyer.dataFolder);

    const erasure = await foyer.client.privacy.eraseClient({
      id: clientId,
      confirmName: `Société ${planted.name}`,
    });
    expect(erasure.state).toBe('under_way');
    const { certificate } = await untilErased(erasure);
    expect(placesOf(words, foyer.dataFolder)).toEqual([]);
    const copies = (await listSnapshots(foyer.dataFolder)).map(({ name }) => name);
    expect(copies).toHaveLength(1);
    expect(copies).not.toContain(copy?.name);
    // The others go on meanwhile: the same searcher, on a database that was rewritten under it.
    const [other] = await foyer.client.chatbots.list({ clientId: keptId });
    const still = await foyer.client.search.search({ chatbotId: other?.id ?? '', q: kept.text, k: 5 });
    expect(still.results.length).toBeGreaterThan(0);
    expect(certificate).toMatchObject({
      subject: 'client',
      subjectId: clientId,
      removed: {
        chatbots: 1,
        conversations: CONVERSATIONS,
        messages: CONVERSATIONS * 2 + 2, // an operator and a tool spoke in one
        documents: DOCUMENTS,
        files: DOCUMENTS,
        exports: 1,
        keys: 1,
        idempotentAnswers: 1,
      },
      snapshots: [],
    });
    expect(certificate.removed.auditDetails).toBeGreaterThan(DOCUMENTS);
    expect(certificate.chain?.sequence).toBeGreaterThan(0);
    // The entries stay, chained, without their details.
    const { items } = await foyer.client.audit.list({ clientId, limit: 200 });
    const [last, ...before] = items;
    expect(last).toMatchObject({
      action: 'erasures.done',
      actorKind: 'system',
      after: { subject: 'client' },
    });
    expect(certificate.chain).toEqual({ sequence: last?.sequence, mac: expect.any(String) as string });
    expect(before.length).toBeGreaterThan(0);
    expect(before.every(entry => entry.erased && entry.targetLabel === null)).toBe(true);
    expect(await foyer.client.audit.verify({})).toMatchObject({ ok: true, firstBreak: null });
    expect(certificate.removed.passages).toBeGreaterThanOrEqual(DOCUMENTS);
    expect(certificate.removed.vectors).toBe(certificate.removed.passages);
    expect(certificate.removed.logLines).toBeGreaterThan(0);

    await foyer.close();
    expect(placesOf(words, foyer.dataFolder)).toEqual([]);
    const database = new Sqlite(databaseFile(foyer.dataFolder), { readonly: true });
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    expect(rowsOf(database, 'client_id', clientId)).toEqual(['audit_events']);
    const tables = database
      .prepare("select count(*) from sqlite_master where sql like '%USING fts5%'")
      .pluck()
      .get();
    expect(tables).toBe(2); // of the first client and of the one that stays
    database.close();

    foyer = await startTemporaryApp({ dataFolder: foyer.dataFolder });
    const after = placesOf(Object.values(kept), foyer.dataFolder).join('\n');
    for (const word of Object.values(kept)) expect(after).toContain(word);
    const [bot] = await foyer.client.chatbots.list({ clientId: keptId });
    const found = await foyer.client.search.search({ chatbotId: bot?.id ?? '', q: kept.text, k: 5 });
    expect(found.results.length).toBeGreaterThan(0);
  });

  it('says what visitors had left', async () => {
    const { client } = foyer;
    const { id: clientId, name } = await client.clients.create({ name: 'Visites' });
    const { id: chatbotId } = await client.chatbots.create({ clientId, name: 'Accueil' });
    await visitWithFile(foyer.app, chatbotId);
    const erasure = await client.privacy.eraseClient({ id: clientId, confirmName: name });
    expect((await untilErased(erasure)).certificate.removed).toMatchObject({
      conversations: 1,
      visitors: 1,
      contacts: 1,
      ratings: 1,
      attachments: 1,
      widgets: 1,
      files: 1,
    });
  });
});

describe('the erasure of a person', () => {
  const email = 'pkvperson@exemple.fr';
  const password = 'une phrase assez longue';
  let foyer: TemporaryApp;
  beforeEach(async () => {
    foyer = await startTemporaryApp({ mode: 'desktop' });
  });
  afterEach(() => foyer.close());

  async function person(address: string, role: 'editor' | 'owner' | 'admin' = 'editor') {
    const { id } = await foyer.client.auth.register({
      email: address,
      fullName: `Prénom ${address.split('@')[0]}`,
      password,
      role,
    });
    const anonymous = foyer.app.client(contextOf({ kind: 'anonymous' }, '192.0.2.77'));
    const { accessToken } = await anonymous.auth.token({ email: address, password });
    const principal = await foyer.app.authenticate({ bearer: accessToken, sessionCookie: null });
    return { id, accessToken, client: foyer.app.client(contextOf(principal)) };
  }

  it('leaves nothing of them, and all that they added for the client', async () => {
    const them = await person(email);
    const { id: chatbotId } = await them.client.chatbots.create({ name: 'RH' });
    const [document] = await them.client.documents.addSample({ chatbotId, language: 'fr' });
    await untilRead(foyer.client, chatbotId);
    const ask = async (client: TemporaryApp['client'], message: string) => {
      for await (const _event of await client.conversations.chat({ chatbotId, message }));
    };
    for (let index = 0; index < 20; index += 1) await ask(them.client, `pkvquestion ${index} ?`);
    await ask(foyer.client, 'Une question d’un autre ?');
    // Someone else deletes a chatbot of theirs: the audit log names its owner in what another did.
    const { id: second } = await them.client.chatbots.create({ name: 'Essai' });
    await foyer.client.chatbots.remove({ id: second });
    const database = new Sqlite(databaseFile(foyer.dataFolder));
    // A mail to them, and an answer to a program that showed them.
    const at = new Date().toISOString();
    database
      .prepare(
        `insert into jobs (id, type, label, payload, state, priority, attempts, max_attempts, run_at, progress, cancel_requested, created_at, finished_at)
         values (?, 'mail.send', ?, '{}', 'succeeded', 1, 1, 1, ?, 1, 0, ?, ?)`,
      )
      .run(crypto.randomUUID(), `Invitation (${email})`, at, at, at);
    database
      .prepare(
        `insert into idempotent_answers (caller, "key", request_hash, answer, created_at) values ('local', 'k', 'hash', ?, ?)`,
      )
      .run(JSON.stringify({ id: them.id, fullName: 'pkvanswer' }), at);
    database.close();
    const [office] = await foyer.client.clients.list({});
    await foyer.client.exports.start({ id: office?.id ?? '' });
    await expect
      .poll(async () => (await foyer.client.exports.list({ id: office?.id ?? '' }))[0]?.state)
      .toBe('ready');
    foyer.app.log.warn({ to: email.toUpperCase() }, 'a mail was refused');
    foyer.app.log.info({ user: them.id, note: 'pkvlog' }, 'planted');
    const words = ['pkvperson', 'pkvquestion', 'pkvlog', 'pkvanswer', 'PKVPERSON', '192.0.2.77'];
    for (const word of words) await expect.poll(() => placesOf([word], foyer.dataFolder)).not.toEqual([]);
    // A copy of the database from before.
    await takeSnapshot(foyer.dataFolder, new Date(Date.now() - 60_000));

    const erasure = await foyer.client.privacy.erasePerson({ id: them.id, confirmEmail: ` ${email} ` });
    await expect(
      foyer.app.authenticate({ bearer: them.accessToken, sessionCookie: null }),
    ).rejects.toMatchObject({ code: 'auth.session_expired' });
    await expect
      .poll(async () => (await foyer.client.privacy.erasure({ id: erasure.id })).state, { timeout: 30_000 })
      .toBe('done');
    expect(placesOf(words, foyer.dataFolder)).toEqual([]);
    const { certificate } = await foyer.client.privacy.erasure({ id: erasure.id });
    expect(certificate).toMatchObject({
      subject: 'person',
      subjectId: them.id,
      removed: {
        conversations: 20,
        messages: 40,
        memberships: 1,
        sessions: 1,
        jobs: 1,
        idempotentAnswers: 1,
        exports: 1,
      },
    });
    expect(await foyer.client.exports.list({ id: office?.id ?? '' })).toEqual([]);
    expect(certificate.removed.auditDetails).toBeGreaterThan(2);
    const after = new Sqlite(databaseFile(foyer.dataFolder), { readonly: true });
    for (const column of ['user_id', 'owner_id', 'created_by'])
      expect(rowsOf(after, column, them.id)).toEqual([]);
    after.close();
    expect(await foyer.client.audit.verify({})).toMatchObject({ ok: true });
    expect((await foyer.client.conversations.list({})).items).toHaveLength(1);
    expect((await foyer.client.documents.get({ id: document?.id ?? '' })).state).toBe('ready');
    expect((await foyer.client.chatbots.get({ id: chatbotId })).ownerId).toBeNull();
  });

  it('is refused for oneself, for the only owner, by who is no owner, and when not confirmed', async () => {
    const codeOf = (call: Promise<unknown>) =>
      call.then(
        () => null,
        (error: { code?: string }) => error.code,
      );
    const admin = await person('admin@exemple.fr', 'admin');
    const owner = await person('owner@exemple.fr', 'owner');
    const { user: local } = await foyer.client.auth.state({});
    const erase = (client: TemporaryApp['client'], id: string, confirmEmail: string) =>
      codeOf(client.privacy.erasePerson({ id, confirmEmail }));
    expect(await erase(admin.client, admin.id, 'admin@exemple.fr')).toBe('erasure.oneself');
    expect(await erase(admin.client, owner.id, 'owner@exemple.fr')).toBe('auth.forbidden');
    expect(await erase(foyer.client, admin.id, 'admin@exemple.f')).toBe('erasure.not_confirmed');
    expect(await erase(foyer.client, crypto.randomUUID(), 'x@y.fr')).toBe('resource.not_found');
    const database = new Sqlite(databaseFile(foyer.dataFolder));
    const switchFirst = (active: number) =>
      database.prepare('update users set active = ? where id = ?').run(active, local?.id);
    switchFirst(0);
    expect(await erase(foyer.client, owner.id, 'owner@exemple.fr')).toBe('erasure.last_owner');
    switchFirst(1);
    database.close();
    expect(await erase(owner.client, local?.id ?? '', local?.email ?? '')).toBeNull(); // another owner is left
    await expect
      .poll(async () => (await owner.client.privacy.erasures({}))[0]?.state, { timeout: 30_000 })
      .toBe('done');
    expect(await erase(admin.client, owner.id, 'owner@exemple.fr')).toBe('auth.forbidden');
  });
});
