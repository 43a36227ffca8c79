import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { facts, metrics } from '#main/app/facts.ts';
import { clientEvents } from '#main/features/clients/index.ts';
import { conversationMetrics } from '#main/features/conversations/index.ts';
import { createChanges } from '#main/platform/changes.ts';
import { createDelivery, createEventLog, createEventStore } from '#main/platform/events/index.ts';
import { createMetrics, createMetricStore, type Metric } from '#main/platform/metrics/index.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { jobEngine } from '../../../tests/support/job-engine.ts';
import { roomyStorage } from '../../../tests/support/storage-stand-in.ts';
import { createOldDatabase } from '../../../tests/support/old-database.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { allClients } from './client-scope.ts';
import { databaseFile, openDatabase } from './connection.ts';
import { events } from './schema/index.ts';

describe('what was said before events were recorded', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it('is told as events, in the order it happened, and counted', () => {
    const old = createOldDatabase(databaseFile(folder.path), '0007_schedules');
    old.exec(
      `insert into clients (id, name, active, language, time_zone, created_at, updated_at) values ('c', 'C', 1, 'fr', 'Europe/Paris', '', '');
       insert into users (id, email, full_name, initials, role, language, theme, active, created_at, updated_at)
         values ('u', 'a@b.fr', 'A', 'AAA', 'member', 'fr', 'system', 1, '', '');
       insert into chatbots (id, client_id, name, description, avatar, color, language, welcome_message, instructions,
         temperature, suggested_questions, active, created_at, updated_at)
         values ('b', 'c', 'B', '', 'A', '#000', 'fr', '', '', 0, '[]', 1, '', '');
       insert into visitors (id, client_id, chatbot_id, first_origin, created_at, last_seen_at) values ('v', 'c', 'b', '', '2026-11-01', '2026-11-01');
       insert into conversations (id, client_id, chatbot_id, user_id, visitor_id, title, channel, activity, created_at, updated_at)
         values ('x', 'c', 'b', null, 'v', '', 'widget', 1, '2026-11-02T10:00:00Z', ''), ('y', 'c', 'b', null, null, '', 'app', 2, '2026-11-02T09:00:00Z', ''),
                ('z', 'c', 'b', 'u', null, '', 'app', 3, '2026-11-04', '');
       insert into leads (id, client_id, chatbot_id, conversation_id, visitor_id, reason, fields, created_at) values ('l', 'c', 'b', 'x', 'v', 'person', '{}', '2026-11-03');`,
    );
    const message = old.prepare(
      `insert into messages (id, client_id, conversation_id, sequence, sender, content, status, sources, abstained, confidence, tags, metadata, first_token_ms, created_at)
       values (?, 'c', ?, ?, ?, '', ?, ?, ?, ?, '[]', ?, ?, '2026-11-02T10:00:00Z')`,
    );
    message.run('q1', 'x', 1, 'user', 'complete', '[]', 0, null, '{}', null);
    message.run('a1', 'x', 2, 'bot', 'complete', '[{}]', 0, 0.5, '{}', 300);
    message.run('q2', 'x', 3, 'user', 'complete', '[]', 0, null, '{}', null);
    message.run('a2', 'x', 4, 'bot', 'complete', '[]', 1, null, '{"aside":true}', 12);
    message.run('a3', 'y', 1, 'bot', 'failed', '[]', 0, null, '{}', null);
    old.exec(
      `update messages set provider = 'openai', model = 'gpt', input_tokens = 100, output_tokens = 20, cost = 0.5 where id = 'a1';
       update messages set provider = 'embedded', model = 'embedded' where id = 'a2';
       update messages set provider = 'ollama', model = 'mistral' where id = 'a3';`,
    );
    old
      .prepare(
        `insert into message_feedback (message_id, client_id, rating, created_at) values ('a1', 'c', 'up', '2026-11-05')`,
      )
      .run();
    old.close();

    const database = openDatabase(folder.path, createSilentLog());
    const told = database.select().from(events).orderBy(events.sequence).all();
    const kinds = new Map(facts.map(kind => [kind.type, kind]));
    for (const { type, subjectKind, payload } of told) {
      expect(kinds.get(type)?.payload.safeParse(payload).error).toBeUndefined();
      expect(subjectKind).toBe(kinds.get(type)?.subject);
    }
    expect(
      told.map(({ type, subjectId, actorKind, contactId }) => [type, subjectId, actorKind, contactId]),
    ).toEqual([
      ['visitor.first_seen', 'v', 'anonymous', 'v'],
      ['conversation.started', 'y', 'local', null],
      ['conversation.started', 'x', 'anonymous', 'v'],
      ['conversation.asked', 'x', 'anonymous', 'v'],
      ['conversation.answered', 'x', 'anonymous', 'v'],
      ['conversation.asked', 'x', 'anonymous', 'v'],
      ['conversation.abstained', 'x', 'anonymous', 'v'],
      ['conversation.answer_broken_off', 'y', 'local', null],
      ['contact.left', 'l', 'anonymous', 'v'],
      ['conversation.started', 'z', 'user', null],
      ['conversation.rated', 'x', 'anonymous', 'v'],
      ['model.used', 'a1', 'anonymous', null],
      ['model.used', 'a2', 'anonymous', null],
      ['model.used', 'a3', 'local', null],
    ]);
    const said = (type: string) => told.find(event => event.type === type)?.payload;
    expect(said('conversation.answered')).toMatchObject({
      ownTest: false,
      asker: null,
      cited: true,
      confidence: 0.5,
      firstTokenMs: 300,
      aside: false,
    });
    expect(said('conversation.abstained')).toMatchObject({ aside: true });
    expect(said('conversation.answer_broken_off')).toMatchObject({ ownTest: true, status: 'failed' });
    expect(told.find(({ subjectId }) => subjectId === 'z')).toMatchObject({
      actorId: 'u',
      payload: { asker: 'u', ownTest: false },
    });
    expect(database.$client.pragma('foreign_key_check')).toEqual([]);

    const clock = { now: () => new Date('2026-11-06T12:00:00Z') };
    const { jobs } = jobEngine(database, clock);
    const store = createEventStore(database);
    const log = createEventLog({ store, kinds: facts, changes: createChanges(), clock });
    const delivery = createDelivery({ store, log, jobs, storage: roomyStorage(), errors: createSilentLog() });
    const figures = createMetrics({
      store: createMetricStore(database),
      metrics,
      log,
      delivery,
      moved: clientEvents.CLIENT_MOVED,
    });
    const counted = (metric: Metric) =>
      figures.days(metric, allClients, ['2026-11-02']).map(({ by, value }) => [by, value]);
    const visitors = { chatbotId: 'b', asker: null, ownTest: false };
    expect(counted(conversationMetrics.QUESTIONS)).toEqual([[visitors, 2]]);
    expect(counted(conversationMetrics.CONVERSATIONS_USED)).toEqual([[visitors, 1]]);
    expect(counted(conversationMetrics.ANSWERS)).toEqual([[{ ...visitors, cited: true }, 1]]);
    expect(counted(conversationMetrics.FIRST_WORDS)).toEqual([[{ ...visitors, ms: 300 }, 1]]);
    const counts = (metric: Metric) =>
      figures
        .days(metric, allClients, ['2026-11-02'])
        .map(({ by, value }) => [by['provider'], by['model'], value]);
    expect(counts(conversationMetrics.MODEL_ANSWERS).toSorted()).toEqual([
      ['embedded', 'embedded', 1],
      ['ollama', 'mistral', 1],
      ['openai', 'gpt', 1],
    ]);
    expect(counts(conversationMetrics.MODEL_INPUT)).toEqual([['openai', 'gpt', 100]]);
    expect(counts(conversationMetrics.MODEL_OUTPUT)).toEqual([['openai', 'gpt', 20]]);
    expect(counts(conversationMetrics.MODEL_COST)).toEqual([['openai', 'gpt', 500_000_000]]);
    expect(counts(conversationMetrics.MODEL_UNPRICED)).toEqual([['ollama', 'mistral', 1]]);
    expect(counts(conversationMetrics.MODEL_ESTIMATED)).toEqual([['ollama', 'mistral', 1]]);
    database.$client.close();
  });
});
