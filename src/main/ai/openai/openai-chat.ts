import type { OpenAI } from 'openai';

import { streamAnswer } from '../answer-stream.ts';
import type { ModelEvent } from '../answer-stream.ts';
import type { ModelLimits } from '../limits.ts';
import { errorFromMessage } from '../model-errors.ts';
import type { ChatModel, ChatRequest, ModelEndpoint, OutboundFetch } from '../ports.ts';
import { withoutRefusedParameters } from '../refused-parameters.ts';
import { createOpenAiClient, openAiBaseUrl } from './openai-client.ts';

/** What servers may not know, and answers do not need. */
const OPTIONAL = ['stream_options', 'max_completion_tokens', 'max_tokens', 'temperature'] as const;
type Optional = (typeof OPTIONAL)[number];

type Chunk = OpenAI.ChatCompletionChunk;

/** Reasoning as servers of this protocol send it: DeepSeek, vLLM and llama.cpp, then OpenRouter and Ollama. */
function reasoningOf(delta: object): string {
  for (const name of ['reasoning_content', 'reasoning'] as const) {
    const value: unknown = Reflect.get(delta, name);
    if (typeof value === 'string' && value !== '') return value;
  }
  return '';
}

function* eventsOf(chunk: Chunk): Generator<ModelEvent> {
  const choice = chunk.choices?.[0];
  const delta = choice?.delta;
  if (delta !== undefined && delta !== null) {
    const reasoning = reasoningOf(delta);
    if (reasoning !== '') yield { type: 'thinking', characters: reasoning.length };
    const text = delta.content ?? delta.refusal ?? '';
    if (text !== '') yield { type: 'text', text };
  }
  if (chunk.usage) {
    yield {
      type: 'usage',
      inputTokens: chunk.usage.prompt_tokens ?? null,
      outputTokens: chunk.usage.completion_tokens ?? null,
    };
  }
  if (choice?.finish_reason)
    yield { type: 'finish', reason: choice.finish_reason === 'length' ? 'length' : 'stop' };
}

/** A chat model behind OpenAI's protocol: OpenAI itself, LM Studio, llama.cpp, vLLM, LocalAI and many others. */
export function createOpenAiChat(
  endpoint: ModelEndpoint,
  deps: { fetch: OutboundFetch; limits: ModelLimits },
): ChatModel {
  const subject = { url: openAiBaseUrl(endpoint.url), model: endpoint.model, apiKey: endpoint.apiKey };
  // OpenAI's newer models refuse `max_tokens`; many other servers know only that one.
  const limitNames =
    endpoint.url === null
      ? (['max_completion_tokens', 'max_tokens'] as const)
      : (['max_tokens', 'max_completion_tokens'] as const);
  const refused = new Set<Optional>();

  function body(
    request: ChatRequest,
    without: ReadonlySet<Optional>,
  ): OpenAI.ChatCompletionCreateParamsStreaming {
    const system = request.system === '' ? [] : [{ role: 'system' as const, content: request.system }];
    const limitName = limitNames.find(name => !without.has(name));
    return {
      model: endpoint.model,
      messages: [...system, ...request.turns.map(({ role, content }) => ({ role, content }))],
      stream: true,
      ...(limitName === undefined ? {} : { [limitName]: request.maxOutputTokens }),
      ...(without.has('stream_options') ? {} : { stream_options: { include_usage: true } }),
      ...(without.has('temperature') ? {} : { temperature: request.temperature }),
    };
  }

  async function* open(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const call = () => createOpenAiClient({ ...endpoint, fetch: deps.fetch, signal, subject });
    const chunks = await withoutRefusedParameters(OPTIONAL, refused, async without => {
      const { client, transport } = await call();
      try {
        return await client.chat.completions.create(body(request, without), { signal });
      } catch (error) {
        throw transport.failure() ?? error;
      }
    });
    try {
      for await (const chunk of chunks) yield* eventsOf(chunk);
    } catch (error) {
      const { APIError } = await import('openai');
      throw error instanceof APIError && error.cause === undefined
        ? errorFromMessage(error.message, subject)
        : error;
    }
  }

  return {
    provider: 'openai',
    model: endpoint.model,
    stream: (request, { signal }) =>
      streamAnswer({
        open: inner => open(request, inner),
        subject,
        limits: deps.limits,
        maxOutputTokens: request.maxOutputTokens,
        signal,
      }),
  };
}
