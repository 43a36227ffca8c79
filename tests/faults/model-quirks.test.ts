import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reasoningIn } from '#shared/lib/message-parts.ts';
import type { Message } from '#shared/contract/messages.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { freePort } from '../support/free-port.ts';

const FOLDER = resolve(import.meta.dirname, '../../../shared/data/field');
const PROGRAM = join(FOLDER, 'quirk-server.mjs');
const isPresent = existsSync(PROGRAM);
if (!isPresent) console.log(`tests/faults/model-quirks: skipped, ${PROGRAM} is not on this machine`);

const ANSWER = 'Lunch lasts 45 minutes [1].';
const QUESTION = 'How long does the lunch break last?';

type Expected = {
  /** The answer of the model itself, as it is kept. */
  says?: string;
  /** Why the documents are quoted instead. */
  falls?: string;
  /** The failure of an answer that broke off; what came is kept. */
  breaks?: string;
  reasoning?: RegExp;
  cut?: 'length' | 'filter';
  refuses?: string[];
  /** Its window, as far as it was learnt: the server's figure or less. */
  window?: number;
};

const spoken = /user asks about lunch/;

/** What Foyer makes of each quirk of OpenAI's protocol. */
const OPENAI: Record<string, Expected> = {
  ok: { says: ANSWER },
  think: { says: ANSWER, reasoning: spoken },
  thinknoopen: { says: ANSWER, reasoning: spoken },
  thinkempty: { says: ANSWER },
  thinkcut: { falls: 'model.only_reasoning' },
  magistral: { says: ANSWER, reasoning: spoken },
  details: { says: ANSWER, reasoning: /lunch/ },
  reasoningfield: { says: ANSWER, reasoning: spoken },
  onlyreasoning: { falls: 'model.only_reasoning' },
  mistralparts: { says: ANSWER, reasoning: spoken },
  toolcalls: { falls: 'model.bad_response' },
  toolempty: { says: ANSWER },
  azure: { says: ANSWER },
  nullchoices: { says: ANSWER },
  keepalive: { says: ANSWER },
  comments: { says: ANSWER },
  pingjson: { says: ANSWER },
  idcomment: { says: ANSWER },
  rewriteanswers: { says: ANSWER },
  rewritelabel: { says: ANSWER },
  longthink: { says: ANSWER, reasoning: /short/ },
  rewriteprose: { says: ANSWER },
  split: { says: 'Le déjeuner dure 45 minutes à midi 🥐 — 昼休み [1].' },
  crlf: { says: ANSWER },
  nodone: { says: ANSWER },
  nofinish: { says: ANSWER },
  nofinishnodone: { says: ANSWER },
  finishempty: { says: ANSWER },
  eos: { says: ANSWER },
  openafter: { says: ANSWER },
  contentfilter: { says: 'Lunch lasts', cut: 'filter' },
  length: { says: 'Lunch lasts 45 minutes [1] and then', cut: 'length' },
  nostream: { says: ANSWER },
  html: { falls: 'model.web_page' },
  errchunk: { breaks: 'model.interrupted' },
  errfirst: { falls: 'model.server_error' },
  errobj: { falls: 'model.context_too_long', window: 4_096 },
  errllamacpp: { falls: 'model.server_error' },
  ctxopenai: { falls: 'model.context_too_long', window: 4_096 },
  ctxllamacpp: { falls: 'model.context_too_long', window: 4_096 },
  ctxlmstudio: { falls: 'model.context_too_long', window: 4_096 },
  ctxvllm: { falls: 'model.context_too_long', window: 4_096 },
  alternate: { says: ANSWER },
  notemp: { says: ANSWER, refuses: ['temperature'] },
  nomaxtokens: { says: ANSWER, refuses: ['max_tokens'] },
  extraforbidden: { says: ANSWER, refuses: ['stream_options'] },
  nomodel: { falls: 'model.missing' },
  loading: { falls: 'model.server_error' },
  slowload: { falls: 'model.timeout' },
  quota: { falls: 'model.rate_limited' },
  unauth: { falls: 'model.key_refused' },
  repeat: { cut: 'length' },
  role: { says: ANSWER },
  textfield: { says: ANSWER },
  messagefield: { says: ANSWER },
  bigchunk: { says: ANSWER },
  specialtokens: { says: ANSWER },
  gzip: { says: ANSWER },
  badcites: {},
  cites2: {},
  invented: {},
  nocites: {},
  redirect: { says: ANSWER },
};

/** And of Ollama's. */
const OLLAMA: Record<string, Expected> = {
  ok: { says: ANSWER },
  load: { falls: 'model.server_error' },
  unload: { falls: 'model.server_error' },
  thinking: { says: ANSWER, reasoning: /Let me think/ },
  noopen: { says: ANSWER, reasoning: spoken },
  midstream: { breaks: 'model.interrupted' },
  memory: { falls: 'model.server_error' },
  runner: { falls: 'model.server_error' },
  ctx400: { falls: 'model.context_too_long' },
  nofinal: { says: ANSWER },
  split: { says: 'Le déjeuner dure 45 minutes 🥐 — 昼休み [1].' },
  toolc: { falls: 'model.bad_response' },
};

describe.runIf(isPresent)('the model server of quirks', () => {
  let server: ChildProcess;
  let address: string;
  let foyer: TemporaryApp;
  let chatbotId: string;

  beforeAll(async () => {
    const port = await freePort();
    server = spawn(process.execPath, [PROGRAM, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (server.stdout === null) throw new Error('no output');
    await once(server.stdout, 'data');
    address = `http://127.0.0.1:${port}`;
    foyer = await startTemporaryApp();
    chatbotId = (await foyer.client.chatbots.create({ name: 'Handbook', language: 'en' })).id;
    await foyer.client.documents.addPaths({ chatbotId, paths: [join(FOLDER, 'marina')] });
    await foyer.client.documents.addSample({ chatbotId, language: 'en' });
    await untilRead(foyer.client, chatbotId);
  });
  afterAll(async () => {
    await foyer.close();
    server.kill();
    await once(server, 'exit');
  });

  async function listed(path: string, pick: (json: never) => string[]): Promise<string[]> {
    const response = await fetch(address + path);
    return pick((await response.json()) as never).sort();
  }

  it('is covered, quirk by quirk', async () => {
    const openai = await listed('/v1/models', ({ data }: { data: { id: string }[] }) =>
      data.map(({ id }) => id),
    );
    expect(Object.keys(OPENAI).sort()).toEqual(openai);
    const ollama = await listed('/api/tags', ({ models }: { models: { name: string }[] }) =>
      models.map(({ name }) => name),
    );
    expect(Object.keys(OLLAMA).sort()).toEqual(ollama);
  });

  async function ask(provider: 'openai' | 'ollama', model: string) {
    const { id } = await foyer.client.models.create({
      name: `${provider} ${model}`,
      provider,
      model,
      // As somebody pastes it, from a page that names another path.
      url: provider === 'ollama' ? `${address}/api/chat` : address,
      isDefault: true,
    });
    try {
      let message: Message | null = null;
      let failure: string | null = null;
      let streamed = '';
      for await (const event of await foyer.client.conversations.chat({ chatbotId, message: QUESTION })) {
        if (event.type === 'delta') streamed += event.text;
        if (event.type === 'withdrawn') streamed = '';
        if (event.type === 'finished') ({ message } = event);
        if (event.type === 'failed') failure = event.error.code;
      }
      const findings = (await foyer.client.models.list({})).find(one => one.id === id)?.findings;
      return { message, failure, streamed, findings };
    } finally {
      await foyer.client.models.remove({ id });
    }
  }

  const cases = [
    ...Object.entries(OPENAI).map(([model, expected]) => ['openai', model, expected] as const),
    ...Object.entries(OLLAMA).map(([model, expected]) => ['ollama', model, expected] as const),
  ];
  it.each(cases)('%s %s', async (provider, model, expected) => {
    const { message, failure, streamed, findings } = await ask(provider, model);
    expect(failure).toBe(expected.breaks ?? null);
    if (expected.breaks !== undefined) return;
    expect(message?.metadata.fallback?.reason).toBe(expected.falls);
    expect(message?.provider).toBe(expected.falls === undefined ? provider : 'embedded');
    expect(message?.content).not.toMatch(/think|\[object|<\||im_end|user asks/i);
    if (expected.says !== undefined) expect(message?.content).toBe(expected.says);
    expect(streamed.trimEnd()).toBe(message?.content);
    if (expected.reasoning === undefined) expect(reasoningIn(message?.parts ?? [])).toBe('');
    else expect(reasoningIn(message?.parts ?? [])).toMatch(expected.reasoning);
    expect(message?.metadata.cut).toBe(expected.cut);
    expect(findings?.refuses).toEqual(expected.refuses ?? []);
    if (expected.window !== undefined) {
      expect(findings?.contextTokens).toBeLessThanOrEqual(expected.window);
      expect(findings?.contextTokens).toBeGreaterThanOrEqual(expected.window / 2);
    }
  });

  it.each(['emb-short', 'emb-ctx', 'emb-batch32', 'emb-b64', 'emb-reverse'])(
    'embeds with %s: every passage has its vector',
    async model => {
      const { id } = await foyer.client.models.create({
        name: model,
        provider: 'openai',
        model,
        url: address,
        purpose: 'embedding',
        isDefault: true,
      });
      const state = async () => (await foyer.client.system.index({})).state;
      await expect.poll(state, { timeout: 30_000 }).toBe('ready');
      const index = await foyer.client.system.index({});
      expect(index).toMatchObject({ mode: 'hybrid', failedPassages: 0, embeddedPassages: index.passages });
      await foyer.client.models.remove({ id });
    },
  );

  it.each(['emb-nan', 'emb-fewer'])('does without %s, and says why', async model => {
    const { id } = await foyer.client.models.create({
      name: model,
      provider: 'openai',
      model,
      url: address,
      purpose: 'embedding',
      isDefault: true,
    });
    const waits = async () => (await foyer.client.system.index({})).waitsFor;
    await expect.poll(waits, { timeout: 30_000 }).toBe('model.bad_response');
    expect((await foyer.client.search.search({ chatbotId, q: QUESTION, k: 3 })).mode).toBe('keyword');
    await foyer.client.models.remove({ id });
  });
});
