import type { ModelFindings, Refusal } from '#shared/contract/models.ts';
import { streamAnswer } from '../answer-stream.ts';
import type { ModelEvent } from '../answer-stream.ts';
import { errorInAnswer } from '../error-objects.ts';
import type { ModelMemory } from '../model-memory.ts';
import type { ModelLimits } from '../limits.ts';
import { badResponse, errorFromMessage } from '../model-errors.ts';
import type { ErrorSubject } from '../model-errors.ts';
import { createModelServer, fieldOf, numberOf, textOf } from '../model-server.ts';
import type { ChatModel, ChatRequest, ModelEndpoint, OutboundFetch } from '../ports.ts';
import { messagesOf } from '../request-adaptation.ts';
import { readLines } from '../text-lines.ts';
import { ollamaBaseUrl } from './ollama-server.ts';

const TAKES: readonly Refusal[] = ['system_role'];

/** The answer of a server that loaded or unloaded the model and did nothing else: the same request will be answered. */
const ONLY_LOADED = new Set(['load', 'unload']);

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
  if (fieldOf(value, 'done') !== true) return;
  const reason = textOf(value, 'done_reason') ?? 'stop';
  if (ONLY_LOADED.has(reason)) throw errorFromMessage(`it was only ${reason}ed`, subject);
  yield {
    type: 'usage',
    inputTokens: numberOf(value, 'prompt_eval_count'),
    outputTokens: numberOf(value, 'eval_count'),
  };
  yield { type: 'finish', reason: reason === 'length' ? 'length' : 'stop' };
}

/** A chat model served by Ollama. The window is asked for at each request (`num_ctx`): Ollama's own default is small. */
export function createOllamaChat(
  endpoint: ModelEndpoint,
  { fetch, limits, memory }: { fetch: OutboundFetch; limits: ModelLimits; memory: ModelMemory },
): ChatModel {
  const url = ollamaBaseUrl(endpoint.url);
  const subject = { url, model: endpoint.model, apiKey: endpoint.apiKey };

  async function* open(
    request: ChatRequest,
    findings: ModelFindings,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    const server = createModelServer({ url, apiKey: endpoint.apiKey, fetch, signal, subject, inLines: true });
    const response = await server.post('/api/chat', {
      model: endpoint.model,
      messages: messagesOf(request, findings),
      stream: true,
      options: {
        num_ctx: request.contextTokens,
        num_predict: request.maxOutputTokens,
        temperature: request.temperature,
      },
    });
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
    stream: (request, { signal }) =>
      streamAnswer({ open, request, takes: TAKES, memory, subject, limits, signal }),
  };
}
