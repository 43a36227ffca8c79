import type { Anthropic } from '@anthropic-ai/sdk';

import { streamAnswer } from '../answer-stream.ts';
import type { ModelEvent } from '../answer-stream.ts';
import type { ModelLimits } from '../limits.ts';
import { errorFromMessage } from '../model-errors.ts';
import type { ChatModel, ChatRequest, ChatTurn, ModelEndpoint, OutboundFetch } from '../ports.ts';
import { anthropicBaseUrl, createAnthropicClient } from './anthropic-client.ts';

const CUT_SHORT = new Set(['max_tokens', 'model_context_window_exceeded']);

/** This provider wants the user to speak first: a greeting by the bot is no part of the question. */
function fromFirstQuestion(turns: readonly ChatTurn[]): readonly ChatTurn[] {
  const first = turns.findIndex(turn => turn.role === 'user');
  return first === -1 ? turns : turns.slice(first);
}

function* eventsOf(event: Anthropic.RawMessageStreamEvent): Generator<ModelEvent> {
  switch (event.type) {
    case 'message_start': {
      const { input_tokens, cache_creation_input_tokens, cache_read_input_tokens } = event.message.usage;
      const inputTokens = input_tokens + (cache_creation_input_tokens ?? 0) + (cache_read_input_tokens ?? 0);
      yield { type: 'usage', inputTokens, outputTokens: null };
      return;
    }
    case 'content_block_delta':
      if (event.delta.type === 'text_delta') yield { type: 'text', text: event.delta.text };
      if (event.delta.type === 'thinking_delta')
        yield { type: 'thinking', characters: event.delta.thinking.length };
      return;
    case 'message_delta':
      yield { type: 'usage', inputTokens: null, outputTokens: event.usage.output_tokens };
      if (event.delta.stop_reason !== null) {
        yield { type: 'finish', reason: CUT_SHORT.has(event.delta.stop_reason) ? 'length' : 'stop' };
      }
      return;
    default:
      return;
  }
}

/** A chat model of Anthropic, or of a server that speaks its protocol. */
export function createAnthropicChat(
  endpoint: ModelEndpoint,
  deps: { fetch: OutboundFetch; limits: ModelLimits },
): ChatModel {
  const subject = { url: anthropicBaseUrl(endpoint.url), model: endpoint.model, apiKey: endpoint.apiKey };

  // No temperature: version 2026-10-21 of this protocol removed it and refuses a request that has one.
  function body(request: ChatRequest): Anthropic.MessageCreateParamsStreaming {
    return {
      model: endpoint.model,
      max_tokens: request.maxOutputTokens,
      messages: fromFirstQuestion(request.turns).map(({ role, content }) => ({ role, content })),
      stream: true,
      ...(request.system === '' ? {} : { system: request.system }),
    };
  }

  async function* open(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const { client, transport } = await createAnthropicClient({
      ...endpoint,
      fetch: deps.fetch,
      signal,
      subject,
    });
    try {
      const events = await client.messages.create(body(request), { signal });
      for await (const event of events) yield* eventsOf(event);
    } catch (error) {
      const refused = transport.failure();
      if (refused !== null) throw refused;
      const { APIError } = await import('@anthropic-ai/sdk');
      throw error instanceof APIError && error.cause === undefined
        ? errorFromMessage(error.message, subject)
        : error;
    }
  }

  return {
    provider: 'anthropic',
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
