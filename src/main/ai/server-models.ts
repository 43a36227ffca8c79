import type { ModelAbility, ModelPurpose } from '#shared/contract/model-kinds.ts';
import { isFoyerError } from '#shared/errors.ts';
import { createAnthropicClient, anthropicBaseUrl } from './anthropic/anthropic-client.ts';
import type { ErrorSubject } from './model-errors.ts';
import { badResponse } from './model-errors.ts';
import { contextOf, isOfLmStudio, ollamaListed, ollamaShown, openAiListed } from './model-descriptions.ts';
import { createModelServer, fieldOf, readJson, textOf } from './model-server.ts';
import { ollamaBaseUrl } from './ollama/ollama-server.ts';
import { openAiBaseUrl } from './openai/openai-server.ts';
import type { OutboundFetch, ServerAddress } from './ports.ts';
import { callOnce } from './single-call.ts';

/** A model a server says it has. Null means the server does not say. */
export type ServerModel = {
  name: string;
  /** Size on disk in bytes. */
  bytes: number | null;
  purpose: ModelPurpose | null;
  /** Size of its window in tokens. */
  contextTokens: number | null;
  /** What it is made of, e.g. `llama`. */
  family: string | null;
  /** Its size as people say it, e.g. `7.2B`. */
  parameters: string | null;
  abilities: ModelAbility[] | null;
};

const LIST_TIMEOUT_MS = 10_000;

/** Enough for a page of choices; a router of models lists thousands. */
const MOST_MODELS = 500;

/** Servers that do not say what a model is for often say it in its name. */
const EMBEDDING_NAME = /embed|\bbge\b|bge-|\be5\b|e5-|minilm|gte-/i;
const RERANKING_NAME = /re-?rank|cross-?encoder|ms-marco/i;

function purposeOfName(name: string): 'embedding' | 'reranking' | null {
  if (RERANKING_NAME.test(name)) return 'reranking';
  return EMBEDDING_NAME.test(name) ? 'embedding' : null;
}

/** Ollama has no `/rerank`: a model made for it can only compare there. */
function ofOllama(name: string): 'embedding' | null {
  return purposeOfName(name) === null ? null : 'embedding';
}

type ListDeps = { fetch: OutboundFetch; signal: AbortSignal; subject: ErrorSubject };

function listIn(value: unknown, name: string, subject: ErrorSubject): unknown[] {
  const list = fieldOf(value, name);
  if (!Array.isArray(list)) throw badResponse('the list of models is missing', subject);
  return list.slice(0, MOST_MODELS);
}

/** What is not said. */
const UNSAID = {
  bytes: null,
  purpose: null,
  contextTokens: null,
  family: null,
  parameters: null,
  abilities: null,
};

async function listOllama({ url, apiKey }: ServerAddress, deps: ListDeps): Promise<ServerModel[]> {
  const server = createModelServer({ url: ollamaBaseUrl(url), apiKey, ...deps });
  const listed = await readJson(await server.get('/api/tags'), deps.subject);
  return await Promise.all(
    listIn(listed, 'models', deps.subject).map(async (model): Promise<ServerModel> => {
      const name = textOf(model, 'name') ?? '';
      const listed = { ...UNSAID, ...ollamaListed(model), name };
      try {
        const shown = await readJson(await server.post('/api/show', { model: name }), deps.subject);
        const details = ollamaShown(shown);
        return { ...listed, ...details, purpose: details.purpose ?? ofOllama(name) };
      } catch (error) {
        if (deps.signal.aborted) throw error;
        // One broken model must not hide the others.
        return { ...listed, purpose: ofOllama(name) };
      }
    }),
  );
}

async function listOpenAi({ url, apiKey }: ServerAddress, deps: ListDeps): Promise<ServerModel[]> {
  const base = openAiBaseUrl(url);
  const server = createModelServer({ url: base, apiKey, ...deps });
  const listed = await readJson(await server.get('/models'), deps.subject);
  // Some routers list without a frame.
  const models = listIn(Array.isArray(listed) ? { data: listed } : listed, 'data', deps.subject);
  const beside = models.some(isOfLmStudio) ? await lmStudioModels(base, apiKey, deps) : listed;
  return models.flatMap(model => {
    const name = textOf(model, 'id');
    if (name === null) return [];
    const said = openAiListed(model, beside);
    return [{ ...UNSAID, ...said, name, purpose: said.purpose ?? purposeOfName(name) }];
  });
}

/** What LM Studio says of its models in a protocol of its own; versions before 0.3.6 have none. */
async function lmStudioModels(base: string, apiKey: string | null, deps: ListDeps): Promise<unknown> {
  const own = createModelServer({ url: new URL(base).origin, apiKey, ...deps });
  try {
    return await readJson(await own.get('/api/v0/models'), deps.subject);
  } catch (error) {
    if (!isFoyerError(error)) throw error;
    return null;
  }
}

async function listAnthropic(server: ServerAddress, deps: ListDeps): Promise<ServerModel[]> {
  const { client, transport } = await createAnthropicClient({ ...server, ...deps });
  try {
    const { data } = await client.models.list({ limit: 100 }, { signal: deps.signal });
    if (!Array.isArray(data)) throw badResponse('the list of models is missing', deps.subject);
    return data.map(model => ({
      ...UNSAID,
      name: model.id,
      purpose: 'chat',
      contextTokens: contextOf(model),
    }));
  } catch (error) {
    throw transport.failure() ?? error;
  }
}

/** The base address requests go to, as errors name it. */
export function serverUrl({ provider, url }: Pick<ServerAddress, 'provider' | 'url'>): string {
  if (provider === 'ollama') return ollamaBaseUrl(url);
  return provider === 'openai' ? openAiBaseUrl(url) : anthropicBaseUrl(url);
}

/**
 * The models a server offers, in its own order. Throws FoyerError with a `model.*` code.
 * `timeoutMs` bounds the whole, retry included.
 */
export async function listServerModels(
  server: ServerAddress,
  deps: { fetch: OutboundFetch; signal?: AbortSignal; timeoutMs?: number; retry?: boolean },
): Promise<ServerModel[]> {
  const subject = { url: serverUrl(server), model: '', apiKey: server.apiKey };
  const list = { ollama: listOllama, openai: listOpenAi, anthropic: listAnthropic }[server.provider];
  return callOnce({
    subject,
    timeoutMs: deps.timeoutMs ?? LIST_TIMEOUT_MS,
    signal: deps.signal ?? new AbortController().signal,
    retry: deps.retry ?? true,
    call: signal => list(server, { fetch: deps.fetch, signal, subject }),
  });
}
