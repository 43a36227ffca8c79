import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { AnswerAttempt } from '#shared/contract/messages.ts';
import { createChatModel } from '#main/ai/chat-model.ts';
import { createCircuitBreakers } from '#main/ai/circuit-breaker.ts';
import { createEmbeddedChat } from '#main/ai/embedded/embedded-chat.ts';
import type { ChatModel, ChatRequest, OutboundFetch } from '#main/ai/ports.ts';
import { createRoute, type Route } from '#main/features/conversations/model-routes.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';
import { createFairQueue, type Turn } from '#main/platform/fair-queue.ts';
import { atLeast, atMost, milliseconds, timings, type Measure } from './measures.ts';

const CHATS = 10_000;
const ARRIVE_WITHIN_MS = 60_000;
const ERRORS = 0.5;
const HANGS = 0.1;
const ANSWERED_AT_LEAST = 0.999;
const ERROR_LIMIT_MS = 2_000;
const HANG_LIMIT_MS = 15_000;
const QUEUE_DRAINED = 2_000; // times, 200 in it each
const MEMORY_LIMIT = 2e6; // what a heap moves by itself

const PASSAGE = 'Un mariage donne droit à quatre jours ouvrés de congé.';
const REQUEST: ChatRequest = {
  system: '',
  turns: [{ role: 'user', content: 'Combien de jours pour un mariage ?' }],
  grounding: {
    question: 'Combien de jours pour un mariage ?',
    language: 'fr',
    passages: [
      { number: 1, title: 'Congés', page: 1, heading: null, text: PASSAGE, context: '', byMeaning: false },
    ],
  },
  maxOutputTokens: 200,
  temperature: 0,
  contextTokens: 8_192,
};

type Chat = { answered: boolean; firstWordMs: number; met: 'nothing' | 'error' | 'hang'; by: string | null };

/**
 * Chats whose first model fails: the router, retries, breakers and adapters as they are, in real time, each request
 * answered by a stand-in inside the process. Measured is the time from the question to the first word; searching is no
 * part of it.
 */
export async function measureFailingModels(say: (text: string) => void): Promise<Measure[]> {
  say(`Asking ${CHATS} times a model that fails, each time as if for the first time`);
  const alone = await askAll(() => createRoute(createCircuitBreakers({ now: () => performance.now() })));
  say(`Asking ${CHATS} times a model that fails, its breaker shared`);
  const shared = createRoute(createCircuitBreakers({ now: () => performance.now() }));
  const together = await askAll(() => shared);
  return [
    ...measuresOf('each meets it', alone),
    ...measuresOf('breaker shared', together),
    measureQueueMemory(),
  ];
}

function measuresOf(how: string, chats: readonly Chat[]): Measure[] {
  const share = chats.filter(({ answered }) => answered).length / chats.length;
  const worst = (met: Chat['met']) => {
    const times = chats.filter(chat => chat.met === met).map(({ firstWordMs }) => firstWordMs);
    return { count: times.length, most: Math.max(0, ...times), ...timings(times) };
  };
  const [error, hang] = [worst('error'), worst('hang')];
  const counted = (by: string) => chats.filter(chat => chat.by === by).length;
  const told = ({ count, p50, p95 }: typeof error) =>
    count === 0 ? 'none' : `${count} chats, p50 ${milliseconds(p50)}, p95 ${milliseconds(p95)}`;
  return [
    atLeast(
      `Failing model, ${how}: answered`,
      share,
      ANSWERED_AT_LEAST,
      value => `${(value * 100).toFixed(2)} %`,
      `of ${chats.length}: first model ${counted('first')}, second ${counted('second')}, quotations ${counted('embedded')}`,
    ),
    atMost(
      `Failing model, ${how}: first word after errors, worst`,
      error.most,
      ERROR_LIMIT_MS,
      milliseconds,
      told(error),
    ),
    atMost(
      `Failing model, ${how}: first word after a hang, worst`,
      hang.most,
      HANG_LIMIT_MS,
      milliseconds,
      told(hang),
    ),
  ];
}

/** All chats, arriving evenly; what fails is the same in every run. */
async function askAll(routeOf: () => Route): Promise<Chat[]> {
  const chance = createChance();
  const startedAt = performance.now();
  return Promise.all(
    Array.from({ length: CHATS }, async (_, index) => {
      const dueMs = (index / CHATS) * ARRIVE_WITHIN_MS - (performance.now() - startedAt);
      await new Promise(resolve => setTimeout(resolve, Math.max(0, dueMs)));
      return askOnce(routeOf(), chance);
    }),
  );
}

async function askOnce(route: Route, chance: () => number): Promise<Chat> {
  const chat: Chat = { answered: false, firstWordMs: 0, met: 'nothing', by: null };
  const failing: OutboundFetch = (_input, init) => {
    const drawn = chance();
    if (drawn < HANGS) {
      chat.met = 'hang';
      return untilAborted(init?.signal ?? null);
    }
    if (drawn >= HANGS + ERRORS) return Promise.resolve(spoken());
    if (chat.met === 'nothing') chat.met = 'error';
    return Promise.resolve(new Response('{"error":{"message":"out of order"}}', { status: 500 }));
  };
  const models: [AnsweringModel, ...AnsweringModel[]] = [
    answering('first', openAi('first', failing)),
    answering(
      'second',
      openAi('second', () => Promise.resolve(spoken())),
    ),
    answering(null, createEmbeddedChat()),
  ];
  const startedAt = performance.now();
  const attempts: AnswerAttempt[] = [];
  const watch = { began: () => undefined, used: () => undefined };
  const options = { watch, onAttempt: (attempt: AnswerAttempt) => void attempts.push(attempt) };
  try {
    for await (const delta of route(models, REQUEST, new AbortController().signal, options)) {
      if (delta.type === 'text' && chat.firstWordMs === 0) chat.firstWordMs = performance.now() - startedAt;
      if (delta.type === 'end') chat.answered = true;
    }
  } catch (error) {
    chat.firstWordMs = performance.now() - startedAt;
    process.stderr.write(`An answer failed: ${String(error)}\n`);
  }
  chat.by = chat.answered ? (attempts.at(-1)?.modelId ?? 'embedded') : null;
  return chat;
}

function openAi(model: string, fetch: OutboundFetch): ChatModel {
  return createChatModel(
    { provider: 'openai', model, url: 'http://127.0.0.1:1/v1', apiKey: null },
    { fetch },
  );
}

function answering(modelId: string | null, chat: ChatModel): AnsweringModel {
  return {
    modelId,
    name: modelId,
    chat,
    server: null,
    place: null,
    contextTokens: REQUEST.contextTokens,
    maxOutputTokens: REQUEST.maxOutputTokens,
    temperature: null,
    inputPrice: null,
    outputPrice: null,
    measuredFirstTokenMs: null,
    pace: null,
    waits: { firstTokenMs: null, betweenTokensMs: null },
  };
}

/** An answer as a server of OpenAI's protocol streams it. */
function spoken(): Response {
  const chunk = (content: string, finish: string | null) =>
    `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 0, model: 'm', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;
  return new Response(`${chunk('Quatre jours ouvrés [1].', null)}${chunk('', 'stop')}data: [DONE]\n\n`, {
    headers: { 'content-type': 'text/event-stream' },
  });
}

function untilAborted(signal: AbortSignal | null): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/** Numbers from 0 to 1, the same each time (Park and Miller's generator). */
function createChance(): () => number {
  let state = 20_261_201;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** What a queue of 200 on a server of 2 keeps once it has been filled and drained again and again. */
function measureQueueMemory(): Measure {
  const queue = createFairQueue(() => ({ atOnce: 2, waitingAtMost: 200 }));
  const drain = (times: number): void => {
    for (let time = 0; time < times; time += 1) {
      const turns = Array.from({ length: 200 }, (_, index) => queue.enter(`${time} ${index % 40}`, null));
      const entered = turns.filter((turn): turn is Turn => turn !== null);
      for (const turn of entered) turn.leave();
    }
  };
  drain(QUEUE_DRAINED / 10);
  const before = heapUsed();
  drain(QUEUE_DRAINED);
  return atMost(
    'Queue of 200 on a server of 2: memory kept',
    Math.max(0, heapUsed() - before),
    MEMORY_LIMIT,
    bytes => `${(bytes / 1e6).toFixed(1)} MB`,
    `after ${QUEUE_DRAINED * 200} turns`,
  );
}

function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
