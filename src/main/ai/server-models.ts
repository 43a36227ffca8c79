import { createAnthropicClient, anthropicBaseUrl } from './anthropic/anthropic-client.ts';
import type { ErrorSubject } from './model-errors.ts';
import { badResponse } from './model-errors.ts';
import { OLLAMA_DEFAULT_URL, createOllamaClient } from './ollama/ollama-client.ts';
import { createOpenAiClient, openAiBaseUrl } from './openai/openai-client.ts';
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

/** What `/api/show` says, read from its plain JSON: the library's types promise maps. */
function readDetails(shown: {
  capabilities?: unknown;
  model_info?: unknown;
}): Pick<ServerModel, 'purpose' | 'contextTokens'> {
  const capabilities = Array.isArray(shown.capabilities) ? shown.capabilities : [];
  const purpose = capabilities.includes('embedding')
    ? 'embedding'
    : capabilities.includes('completion')
      ? 'chat'
      : null;
  const info = Object.entries(shown.model_info ?? {});
  const context: unknown = info.find(([name]) => name.endsWith('.context_length'))?.[1];
  return { purpose, contextTokens: typeof context === 'number' ? context : null };
}

async function listOllama(server: ServerAddress, deps: ListDeps): Promise<ServerModel[]> {
  const { client, transport } = createOllamaClient({ ...server, ...deps });
  try {
    const { models } = await client.list();
    if (!Array.isArray(models)) throw badResponse('the list of models is missing', deps.subject);
    return await Promise.all(
      models.slice(0, MOST_MODELS).map(async ({ name, size }): Promise<ServerModel> => {
        const listed = { name, bytes: size ?? null };
        try {
          const details = readDetails(await client.show({ model: name }));
          return { ...listed, ...details, purpose: details.purpose ?? purposeOfName(name) };
        } catch (error) {
          if (deps.signal.aborted) throw error;
          // One broken model must not hide the others.
          return { ...listed, purpose: purposeOfName(name), contextTokens: null };
        }
      }),
    );
  } catch (error) {
    throw transport.failure() ?? error;
  }
}

type ListDeps = { fetch: OutboundFetch; signal: AbortSignal; subject: ErrorSubject };

/** Fields servers of OpenAI's protocol add to a model: vLLM, llama.cpp and LM Studio name the window differently. */
function contextOf(model: object): number | null {
  for (const name of ['max_model_len', 'context_length', 'max_context_length', 'max_input_tokens']) {
    const value: unknown = Reflect.get(model, name);
    if (typeof value === 'number') return value;
  }
  return null;
}

async function listOpenAi(server: ServerAddress, deps: ListDeps): Promise<ServerModel[]> {
  const { client, transport } = await createOpenAiClient({ ...server, ...deps });
  try {
    const { data } = await client.models.list({ signal: deps.signal });
    if (!Array.isArray(data)) throw badResponse('the list of models is missing', deps.subject);
    return data.slice(0, MOST_MODELS).map(model => ({
      name: model.id,
      bytes: null,
      purpose: purposeOfName(model.id),
      contextTokens: contextOf(model),
    }));
  } catch (error) {
    throw transport.failure() ?? error;
  }
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
  if (provider === 'ollama') return url ?? OLLAMA_DEFAULT_URL;
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
