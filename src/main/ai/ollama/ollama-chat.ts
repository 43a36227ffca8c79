import { newId } from '#main/platform/new-id.ts';
import type { ModelFindings, Refusal } from '#shared/contract/models.ts';
import { streamAnswer } from '../answer-stream.ts';
import type { ModelEvent } from '../answer-stream.ts';
import type { ServerTiming } from '../answer-timing.ts';
import { errorInAnswer } from '../error-objects.ts';
import type { ModelMemory } from '../model-memory.ts';
import type { ModelLimits } from '../limits.ts';
import { badResponse, errorFromMessage, refusedByModel } from '../model-errors.ts';
import type { ErrorSubject } from '../model-errors.ts';
import { createModelServer, fieldOf, numberOf, readJson, textOf, type ModelServer } from '../model-server.ts';
import type { ChatModel, ChatRequest, ModelEndpoint, OutboundFetch } from '../ports.ts';
import { hasImages } from '../request-adaptation.ts';
import { readLines } from '../text-lines.ts';
import { argumentsText, functionOf } from '../tool-calls.ts';
import { ollamaMessages } from './ollama-messages.ts';
import { isModel, loadedModels, ollamaBaseUrl, OLLAMA_KEEP_ALIVE } from './ollama-server.ts';

const TAKES: readonly Refusal[] = ['system_role'];

/** The answer of a server that loaded or unloaded the model and did nothing else: the same request will be answered. */
const ONLY_LOADED = new Set(['load', 'unload']);

/** A model that answered so lately is not looked for. */
const SURELY_LOADED_MS = 4 * 60_000; // Ollama's own default is five minutes
const LOOK_MS = 1_000;

/** Calls come whole; several may come in one line, or in one each. */
function* callsIn(calls: unknown): Generator<ModelEvent> {
  for (const call of Array.isArray(calls) ? (calls as unknown[]) : []) {
    const asked = fieldOf(call, 'function');
    yield {
      type: 'tool-call',
      index: null,
      id: textOf(call, 'id') ?? newId(), // the server numbers calls in each line anew, or not at all
      name: textOf(asked, 'name'),
      text: argumentsText(fieldOf(asked, 'arguments')),
    };
  }
}

/** Ollama drops the pictures of a model that does not see, and answers as if there were none: it is asked first. */
async function requireSight(server: ModelServer, subject: ErrorSubject): Promise<void> {
  const shown = await readJson(await server.post('/api/show', { model: subject.model }), subject);
  const capabilities = fieldOf(shown, 'capabilities');
  // Servers before 0.6.4 do not say.
  if (Array.isArray(capabilities) && !capabilities.includes('vision'))
    throw refusedByModel('images', subject);
}

/** Reads one line of an answer. Throws the error that stands in its place, and `model.bad_response` for anything else. */
function* eventsOf(line: string, subject: ErrorSubject): Generator<ModelEvent> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw badResponse('a line of the answer is not JSON', subject, error);
  }
  const failure = errorInAnswer(value, subject);
  if (failure !== null) throw failure;
  const message = fieldOf(value, 'message');
  const reasoning = textOf(message, 'thinking') ?? '';
  if (reasoning !== '') yield { type: 'reasoning', text: reasoning };
  const text = textOf(message, 'content') ?? '';
  if (text !== '') yield { type: 'text', text };
  yield* callsIn(fieldOf(message, 'tool_calls'));
  if (fieldOf(value, 'done') !== true) return;
  const reason = textOf(value, 'done_reason') ?? 'stop';
  if (ONLY_LOADED.has(reason)) throw errorFromMessage(`it was only ${reason}ed`, subject);
  yield {
    type: 'usage',
    inputTokens: numberOf(value, 'prompt_eval_count'),
    outputTokens: numberOf(value, 'eval_count'),
    cachedTokens: null,
  };
  const timing = timingOf(value);
  if (timing !== null) yield timing;
  yield { type: 'finish', reason: reason === 'length' ? 'length' : 'stop' };
}

/** Durations are in nanoseconds. The count of the prompt holds what was remembered since 0.4, and did not before. */
function timingOf(value: unknown): ServerTiming | null {
  const milliseconds = (name: string): number | null => {
    const nanoseconds = numberOf(value, name);
    return nanoseconds === null ? null : nanoseconds / 1e6;
  };
  const tokens = numberOf(value, 'prompt_eval_count');
  const ms = milliseconds('prompt_eval_duration');
  if (ms === null) return null;
  return {
    type: 'timing',
    read: tokens === null ? null : { tokens, remembered: null, ms },
    writtenMs: milliseconds('eval_duration'),
    loadMs: milliseconds('load_duration'),
  };
}

/**
 * A chat model served by Ollama. The window is asked for at each request (`num_ctx`): Ollama's own default is small. It
 * is the same in every call, as is how long the model is kept, since another one has the model loaded again.
 */
export function createOllamaChat(
  endpoint: ModelEndpoint,
  { fetch, limits, memory }: { fetch: OutboundFetch; limits: ModelLimits; memory: ModelMemory },
): ChatModel {
  const url = ollamaBaseUrl(endpoint.url);
  const subject = { url, model: endpoint.model, apiKey: endpoint.apiKey };

  /** When it last answered: it is in memory for a while. */
  let usedAt = -Infinity;

  function windowOf({ contextTokens }: Pick<ChatRequest, 'contextTokens'>, findings: ModelFindings): number {
    return Math.min(endpoint.contextTokens ?? contextTokens, findings.contextTokens ?? Infinity);
  }

  /** Whether the server has the model in memory, with this window; true where it does not say. */
  async function isLoaded(contextTokens: number, signal: AbortSignal): Promise<boolean> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(LOOK_MS)]);
    const loaded = await loadedModels({ url, apiKey: endpoint.apiKey, fetch, signal: limited, subject });
    signal.throwIfAborted();
    return loaded === null || loaded.some(one => isModel(one, endpoint.model, contextTokens));
  }

  async function* open(
    request: ChatRequest,
    findings: ModelFindings,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    const server = createModelServer({ url, apiKey: endpoint.apiKey, fetch, signal, subject, inLines: true });
    if (hasImages(request)) await requireSight(server, subject);
    const contextTokens = windowOf(request, findings);
    if (performance.now() - usedAt > SURELY_LOADED_MS && !(await isLoaded(contextTokens, signal)))
      yield { type: 'loads', ms: memory.pace.read().loadMs };
    const tools = request.tools ?? [];
    const response = await server.post('/api/chat', {
      model: endpoint.model,
      messages: ollamaMessages(request, findings),
      stream: true,
      ...(tools.length === 0 ? {} : { tools: tools.map(functionOf) }),
      keep_alive: OLLAMA_KEEP_ALIVE,
      options: {
        num_ctx: contextTokens,
        num_predict: request.maxOutputTokens,
        temperature: request.temperature,
      },
    });
    usedAt = performance.now();
    if (response.body === null) return;
    for await (const line of readLines(response.body)) {
      if (line.trim() === '') continue;
      for (const event of eventsOf(line, subject)) {
        yield event;
        // Nothing comes after it, whether the connection closes or not.
        if (event.type === 'finish') return;
      }
    }
  }

  return {
    provider: 'ollama',
    model: endpoint.model,
    stream: (request, call) =>
      streamAnswer({ ...call, open, request, takes: TAKES, memory, subject, limits }),
    async prepare(contextTokens, { signal }) {
      const server = createModelServer({ url, apiKey: endpoint.apiKey, fetch, signal, subject });
      const num_ctx = windowOf({ contextTokens }, memory.read());
      const body = {
        model: endpoint.model,
        messages: [],
        keep_alive: OLLAMA_KEEP_ALIVE,
        options: { num_ctx },
      };
      await readJson(await server.post('/api/chat', body), subject);
      usedAt = performance.now();
    },
  };
}
