import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actAs, type Acting } from '#main/platform/acting.ts';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { openDatabase, type Database } from '../connection.ts';
import { createGroupCommit } from '../group-commit.ts';
import { allTableRules } from '../rules/index.ts';
import * as schema from '../schema/index.ts';
import { startJournal, type Journal } from './journal.ts';

const { chatbots, clients, conversations, documentChatbots, documents, jobs, models, settings, users } =
  schema;
const at = '2026-11-20T10:00:00.000Z';

type Entry = {
  action: string;
  target_id: string | null;
  client_id: string | null;
  actor_kind: string;
  actor_id: string | null;
  actor_label: string | null;
  target_label: string | null;
  address: string | null;
  before: unknown;
  after: unknown;
};

let database: Database;
let journal: Journal;
let dataFolder: string;
let close: () => void;

beforeEach(() => {
  ({ database, dataFolder, close } = openTemporaryDatabase());
  journal = startJournal(database, {
    tables: allTableRules(),
    key: Buffer.alloc(32, 1),
    clock: { now: () => new Date(at) },
  });
});
afterEach(() => close());

function entries(): Entry[] {
  return database.$client
    .prepare<[], Entry & { before: string | null; after: string | null }>(
      'select * from audit_events join audit_details using (sequence) order by sequence',
    )
    .all()
    .map(row => ({ ...row, before: parsed(row.before), after: parsed(row.after) }));
}
const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json));
const deeds = () => entries().map(entry => entry.action);

function person(id: string, fullName: string): Acting {
  database
    .insert(users)
    .values({
      id,
      email: `${id}@exemple.fr`,
      fullName,
      initials: id,
      role: 'editor',
      passwordHash: 'argon',
      language: 'fr',
      theme: 'system',
      active: true,
      createdAt: at,
      updatedAt: at,
    })
    .run();
  return { kind: 'user', id, correlationId: 'request-1', address: '192.0.2.7', userAgent: 'Firefox' };
}

function addClient(id = 'client'): void {
  database.insert(clients).values({ id, name: 'Cabinet', active: true, createdAt: at, updatedAt: at }).run();
}

function addChatbot(id: string): void {
  database
    .insert(chatbots)
    .values({
      id,
      clientId: 'client',
      name: `Bot ${id}`,
      description: '',
      avatar: 'B',
      color: '#000000',
      language: 'fr',
      welcomeMessage: '',
      instructions: '',
      temperature: 0,
      suggestedQuestions: [],
      active: true,
      createdAt: at,
      updatedAt: at,
    })
    .run();
}

function addDocument(id: string, chatbotId: string): void {
  database
    .insert(documents)
    .values({
      id,
      clientId: 'client',
      fileName: `${id}.pdf`,
      title: id,
      contentHash: id,
      size: 1,
      state: 'queued',
      passageCount: 0,
      origin: 'upload',
      createdAt: at,
      updatedAt: at,
    })
    .run();
  database.insert(documentChatbots).values({ documentId: id, chatbotId }).run();
}

describe('what is recorded', () => {
  it('is who did what, from where, and only what became different', () => {
    addClient();
    addChatbot('bot');
    const claire = person('claire', 'Claire Lavigne');
    actAs(claire, () => database.update(chatbots).set({ name: 'Assistant RH', updatedAt: 'later' }).run());
    expect(entries().at(-1)).toMatchObject({
      action: 'chatbots.updated',
      target_id: 'bot',
      target_label: 'Assistant RH',
      client_id: 'client',
      actor_kind: 'user',
      actor_id: 'claire',
      actor_label: 'Claire Lavigne <claire@exemple.fr>',
      address: '192.0.2.7',
      before: { name: 'Bot bot' },
      after: { name: 'Assistant RH' },
    });
    const before = deeds().length;
    actAs(claire, () => database.update(chatbots).set({ updatedAt: 'later still' }).run());
    expect(deeds()).toHaveLength(before);
  });

  it('names the key of a program, and who makes an account or a session before anyone is signed in', () => {
    addClient();
    const keyed = {
      id: 'key',
      clientId: 'client',
      name: 'Site web',
      prefix: 'fy_1',
      secretHash: 'hash-of-the-key',
      scopes: ['chat' as const],
      createdAt: at,
    };
    database.insert(schema.apiKeys).values(keyed).run();
    expect(entries().at(-1)?.after).toMatchObject({ name: 'Site web', secretHash: '•••', scopes: ['chat'] });
    const nobody = { correlationId: 'request', address: '192.0.2.7', userAgent: null };
    actAs({ ...nobody, kind: 'key', id: 'key' }, () => addChatbot('bot'));
    expect(entries().at(-1)).toMatchObject({ actor_kind: 'key', actor_id: 'key', actor_label: 'Site web' });
    actAs({ ...nobody, kind: 'anonymous', id: null }, () => {
      person('claire', 'Claire');
      const session = { id: 's', userId: 'claire', kind: 'browser' as const, tokenHash: 'token-hash' };
      database
        .insert(schema.sessions)
        .values({ ...session, createdAt: at, lastUsedAt: at, expiresAt: at })
        .run();
      database.update(schema.sessions).set({ lastUsedAt: 'later', tokenHash: 'next' }).run();
      database.update(schema.sessions).set({ revokedAt: at }).run();
    });
    expect(
      entries()
        .slice(-3)
        .map(entry => [entry.action, entry.actor_kind, entry.actor_id]),
    ).toEqual([
      ['users.created', 'user', 'claire'],
      ['sessions.opened', 'user', 'claire'],
      ['sessions.ended', 'anonymous', null],
    ]);
    actAs({ ...nobody, kind: 'user', id: 'claire' }, () => {
      for (let number = 0; number < 10; number += 1)
        database
          .insert(schema.recoveryCodes)
          .values({ userId: 'claire', codeHash: `code ${number}` })
          .run();
      database.delete(users).run();
    });
    expect(deeds().slice(-2)).toEqual(['recovery_codes.renewed', 'users.deleted']);
    expect(entries().at(-1)).toMatchObject({ actor_label: 'Claire <claire@exemple.fr>' });
    expect(JSON.stringify(entries())).not.toMatch(/hash-of-the-key|token-hash|code \d/);
  });

  it('names what a reference pointed at, even when it goes', () => {
    addClient();
    addChatbot('bot');
    const model = {
      id: 'model',
      name: 'Mistral',
      provider: 'openai' as const,
      model: 'mistral',
      purpose: 'chat' as const,
      maxOutputTokens: 1,
      contextTokens: 1,
      temperature: 0,
      isDefault: false,
      active: true,
      createdAt: at,
      updatedAt: at,
    };
    database.insert(models).values(model).run();
    database.update(chatbots).set({ modelId: 'model' }).run();
    expect(entries().at(-1)?.after).toEqual({ modelId: { id: 'model', name: 'Mistral' } });
    database.delete(models).run();
    expect(deeds().slice(-2)).toEqual(['chatbots.updated', 'models.deleted']);
  });

  it('never holds a secret: neither a masked column nor anything sealed inside a setting', () => {
    const claire = person('claire', 'Claire');
    database.update(users).set({ passwordHash: 'argon2-of-another' }).run();
    expect(entries().at(-1)).toMatchObject({
      before: { passwordHash: '•••' },
      after: { passwordHash: '•••' },
    });
    actAs(claire, () => {
      const value = { host: 'smtp.exemple.fr', password: 'hunter2', sealedPassword: 'x', port: 25 };
      database.insert(settings).values({ key: 'mail', value, updatedAt: at }).run();
      database
        .update(settings)
        .set({ value: { ...value, port: 587, relay: { token: 'abc', key: 'v1:AAAA' } } })
        .run();
    });
    expect(entries().slice(-2)).toMatchObject([
      {
        action: 'settings.changed',
        target_id: 'mail',
        after: { value: { host: 'smtp.exemple.fr', password: '•••', sealedPassword: '•••' } },
      },
      {
        before: { value: { port: 25 } },
        after: { value: { port: 587, relay: { token: '•••', key: '•••' } } },
      },
    ]);
    const all = JSON.stringify(entries());
    for (const secret of ['argon', 'hunter2', 'v1:AAAA', 'abc']) expect(all).not.toContain(secret);
  });

  it('is undone with the change it tells of', () => {
    addClient();
    const before = deeds();
    expect(() =>
      database.$client.transaction(() => {
        addChatbot('bot');
        throw new Error('no');
      })(),
    ).toThrow('no');
    expect(deeds()).toEqual(before);
  });

  it('is one deed where a thing goes with what belongs to it', () => {
    addClient();
    addChatbot('bot');
    addChatbot('other');
    addDocument('handbook', 'bot');
    expect(deeds().slice(-1)).toEqual(['documents.added']);
    const claire = person('claire', 'Claire');
    const link = { documentId: 'handbook', chatbotId: 'other' };
    actAs(claire, () => database.insert(documentChatbots).values(link).run());
    expect(entries().at(-1)).toMatchObject({
      action: 'documents.linked',
      target_label: 'handbook.pdf',
      after: { chatbotId: { id: 'other', name: 'Bot other' } },
    });
    const conversation = { clientId: 'client', chatbotId: 'bot', channel: 'app' as const, createdAt: at };
    database
      .insert(conversations)
      .values({ ...conversation, id: 'talk', title: '', updatedAt: at })
      .run();
    const before = deeds().length;
    actAs(claire, () => {
      database.update(conversations).set({ title: 'Congés' }).run(); // given by the first question
      database.update(conversations).set({ title: 'Mes congés' }).run();
      database.delete(chatbots).where(eq(chatbots.id, 'bot')).run();
      database.delete(documents).run();
    });
    expect(deeds().slice(before)).toEqual(['conversations.renamed', 'chatbots.deleted', 'documents.deleted']);
  });

  it('leaves out what Foyer does by itself to jobs and documents, not what a person asks of them', () => {
    addClient();
    addChatbot('bot');
    addDocument('handbook', 'bot');
    const job = {
      type: 'document.read',
      label: 'handbook.pdf',
      payload: {},
      priority: 1,
      attempts: 0,
      maxAttempts: 3,
      runAt: at,
      progress: 0,
      cancelRequested: false,
      createdAt: at,
    };
    database
      .insert(jobs)
      .values({ ...job, id: 'job', state: 'queued' })
      .run();
    const before = deeds().length;
    database.update(documents).set({ state: 'ready', title: 'Handbook', passageCount: 3 }).run();
    database.update(jobs).set({ state: 'running' }).run();
    database.update(jobs).set({ state: 'failed' }).run();
    const claire = person('claire', 'Claire');
    actAs(claire, () => {
      database.update(jobs).set({ state: 'queued' }).run();
      database.update(jobs).set({ state: 'cancelled' }).run();
    });
    expect(deeds().slice(before)).toEqual(['users.created', 'jobs.retried', 'jobs.cancelled']);
  });

  it('keeps to each who asked, when writes share a transaction', async () => {
    addClient();
    const together = createGroupCommit(database.$client);
    const [claire, marc] = [person('claire', 'Claire'), person('marc', 'Marc')];
    await Promise.all([
      actAs(claire, () => together(() => addChatbot('hers'))),
      actAs(marc, () => together(() => addChatbot('his'))),
    ]);
    expect(
      entries()
        .slice(-2)
        .map(entry => [entry.target_id, entry.actor_id]),
    ).toEqual([
      ['hers', 'claire'],
      ['his', 'marc'],
    ]);
  });

  it('tells an act on many rows as one deed, and only once it has ended', async () => {
    addClient();
    for (const id of ['a', 'b', 'c']) addChatbot(id);
    const before = deeds().length;
    const deed = { action: 'erasures.done', targetId: 'client' } as const;
    await journal.asOne(deed, async () => {
      database.delete(chatbots).where(eq(chatbots.id, 'a')).run();
      await Promise.resolve();
      database.delete(chatbots).run();
    });
    expect(deeds().slice(before)).toEqual(['erasures.done']);
    await expect(journal.asOne(deed, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(deeds().slice(before)).toEqual(['erasures.done']);
    addChatbot('d');
    expect(deeds().at(-1)).toBe('chatbots.created');
  });
});

describe('the log', () => {
  it('is only added to', () => {
    addClient();
    const sqlite = database.$client;
    for (const statement of [
      `update audit_events set action = 'x'`,
      'delete from audit_events',
      `replace into audit_events select * from audit_events`,
      `insert into audit_events select -1, at, actor_kind, actor_id, action, target_id, client_id, correlation_id,
        details_digest, mac from audit_events`,
      `update audit_details set address = 'x'`,
    ]) {
      expect(() => sqlite.exec(statement), statement).toThrow(/only added to/);
    }
    expect(() => sqlite.exec('delete from audit_details')).not.toThrow();
  });

  it('goes on where it ended, after a new start', () => {
    addClient();
    database.$client.close();
    database = openDatabase(dataFolder, createSilentLog());
    startJournal(database, {
      tables: allTableRules(),
      key: Buffer.alloc(32, 1),
      clock: { now: () => new Date(at) },
    });
    addChatbot('bot');
    expect(deeds()).toEqual(['clients.created', 'chatbots.created']);
    database.$client.close();
  });
});
