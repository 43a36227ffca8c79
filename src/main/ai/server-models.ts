import { createAnthropicClient, anthropicBaseUrl } from './anthropic/anthropic-client.ts';
import type { ErrorSubject } from './model-errors.ts';
import { badResponse } from './model-errors.ts';
import { createModelServer, fieldOf, numberOf, readJson, textOf } from './model-server.ts';
import { ollamaBaseUrl } from './ollama/ollama-server.ts';
import { openAiBaseUrl } from './openai/openai-server.ts';
import type { ModelEndpoint, OutboundFetch } from './ports.ts';
import { callOnce } from './single-call.ts';

/** A model a server says it has. Null means the server does not say. */
export type ServerModel = {
  name: string;
  /** Size on disk in bytes. */
  bytes: number | null;
  purpose: 'chat' | 'embedding' | null;
  /** Size of its window in tokens. */
  contextTokens: number | null;
};

/** How to reach a server, whichever of its models. */
export type ServerAddress = Omit<ModelEndpoint, 'model'>;

const LIST_TIMEOUT_MS = 10_000;

/** Enough for a page of choices; a router of models lists thousands. */
const MOST_MODELS = 500;

/** Servers that do not say what a model is for often say it in its name. */
const EMBEDDING_NAME = /embed|\bbge\b|bge-|\be5\b|e5-|minilm|gte-|rerank/i;

function purposeOfName(name: string): 'embedding' | null {
  return EMBEDDING_NAME.test(name) ? 'embedding' : null;
}

/** What `/api/show` says of a model. */
function readDetails(shown: unknown): Pick<ServerModel, 'purpose' | 'contextTokens'> {
  const said = fieldOf(shown, 'capabilities');
  const capabilities: unknown[] = Array.isArray(said) ? said : [];
  const purpose = capabilities.includes('embedding')
    ? 'embedding'
    : capabilities.includes('completion')
      ? 'chat'
      : null;
  const info = fieldOf(shown, 'model_info');
  const name = Object.keys(info ?? {}).find(key => key.endsWith('.context_length'));
  return { purpose, contextTokens: name === undefined ? null : numberOf(info, name) };
}

type ListDeps = { fetch: OutboundFetch; signal: AbortSignal; subject: ErrorSubject };

function listIn(value: unknown, name: string, subject: ErrorSubject): unknown[] {
  const list = fieldOf(value, name);
  if (!Array.isArray(list)) throw badResponse('the list of models is missing', subject);
  return list.slice(0, MOST_MODELS);
}

async function listOllama({ url, apiKey }: ServerAddress, deps: ListDeps): Promise<ServerModel[]> {
  const server = createModelServer({ url: ollamaBaseUrl(url), apiKey, ...deps });
  const listed = await readJson(await server.get('/api/tags'), deps.subject);
  return await Promise.all(
    listIn(listed, 'models', deps.subject).map(async (model): Promise<ServerModel> => {
      const name = textOf(model, 'name') ?? '';
      const bytes = numberOf(model, 'size');
      try {
        const shown = await readJson(await server.post('/api/show', { model: name }), deps.subject);
        const details = readDetails(shown);
        return { name, bytes, ...details, purpose: details.purpose ?? purposeOfName(name) };
      } catch (error) {
        if (deps.signal.aborted) throw error;
        // One broken model must not hide the others.
        return { name, bytes, purpose: purposeOfName(name), contextTokens: null };
      }
    }),
  );
}

/** Fields servers of OpenAI's protocol add to a model: vLLM, llama.cpp and LM Studio name the window differently. */
function contextOf(model: unknown): number | null {
  for (const name of ['max_model_len', 'context_length', 'max_context_length', 'max_input_tokens']) {
    const value = numberOf(model, name);
    if (value !== null) return value;
  }
  return null;
}

async function listOpenAi({ url, apiKey }: ServerAddress, deps: ListDeps): Promise<ServerModel[]> {
  const server = createModelServer({ url: openAiBaseUrl(url), apiKey, ...deps });
  const listed = await readJson(await server.get('/models'), deps.subject);
  // Some routers list without a frame.
  const models = listIn(Array.isArray(listed) ? { data: listed } : listed, 'data', deps.subject);
  return models.flatMap(model => {
    const name = textOf(model, 'id');
    if (name === null) return [];
    return [{ name, bytes: null, purpose: purposeOfName(name), contextTokens: contextOf(model) }];
  });
}

async function listAnthropic(server: ServerAddress, deps: ListDeps): Promise<ServerModel[]> {
  const { client, transport } = await createAnthropicClient({ ...server, ...deps });
  try {
    const { data } = await client.models.list({ limit: 100 }, { signal: deps.signal });
    if (!Array.isArray(data)) throw badResponse('the list of models is missing', deps.subject);
    return data.map(model => ({
      name: model.id,
      bytes: null,
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
