import type { Anthropic } from '@anthropic-ai/sdk';

import type { ModelFindings } from '#shared/contract/models.ts';
import { streamAnswer } from '../answer-stream.ts';
import type { ModelEvent } from '../answer-stream.ts';
import type { ModelMemory } from '../model-memory.ts';
import type { ModelLimits } from '../limits.ts';
import { errorFromMessage } from '../model-errors.ts';
import type { ChatModel, ChatRequest, EndReason, ModelEndpoint, OutboundFetch } from '../ports.ts';
import { argumentsText, schemaOf } from '../tool-calls.ts';
import { anthropicBaseUrl, createAnthropicClient } from './anthropic-client.ts';
import { anthropicMessages } from './anthropic-messages.ts';

const CUT_SHORT = new Set(['max_tokens', 'model_context_window_exceeded']);

function endReasonOf(stopReason: string): Exclude<EndReason, 'tool_calls'> {
  if (CUT_SHORT.has(stopReason)) return 'length';
  return stopReason === 'refusal' ? 'filter' : 'stop';
}

/** A block that begins with its words: servers that imitate the protocol send short ones whole. */
function* eventsOfBlock({
  content_block: block,
  index,
}: Anthropic.RawContentBlockStartEvent): Generator<ModelEvent> {
  if (block.type === 'text' && block.text !== '') yield { type: 'text', text: block.text };
  if (block.type === 'thinking' && block.thinking !== '') yield { type: 'reasoning', text: block.thinking };
  if (block.type === 'tool_use') {
    const { id, name, input } = block;
    // Empty where the arguments follow in pieces.
    const text = JSON.stringify(input) === '{}' ? '' : argumentsText(input);
    yield { type: 'tool-call', index, id, name, text };
  }
}

function* eventsOf(event: Anthropic.RawMessageStreamEvent): Generator<ModelEvent> {
  switch (event.type) {
    case 'message_start': {
      const { input_tokens, cache_creation_input_tokens, cache_read_input_tokens } = event.message.usage;
      const inputTokens = input_tokens + (cache_creation_input_tokens ?? 0) + (cache_read_input_tokens ?? 0);
      yield { type: 'usage', inputTokens, outputTokens: null, cachedTokens: cache_read_input_tokens ?? null };
      return;
    }
    case 'content_block_start':
      yield* eventsOfBlock(event);
      return;
    case 'content_block_delta':
      if (event.delta.type === 'text_delta') yield { type: 'text', text: event.delta.text };
      if (event.delta.type === 'input_json_delta') {
        const { index, delta } = event;
        yield { type: 'tool-call', index, id: null, name: null, text: delta.partial_json };
      }
      if (event.delta.type === 'thinking_delta') yield { type: 'reasoning', text: event.delta.thinking };
      return;
    case 'message_delta':
      yield {
        type: 'usage',
        inputTokens: null,
        outputTokens: event.usage.output_tokens,
        cachedTokens: null,
      };
      if (event.delta.stop_reason !== null) {
        yield { type: 'finish', reason: endReasonOf(event.delta.stop_reason) };
      }
      return;
    default:
      return;
  }
}

/** A chat model of Anthropic, or of a server that speaks its protocol. */
export function createAnthropicChat(
  endpoint: ModelEndpoint,
  { fetch, limits, memory }: { fetch: OutboundFetch; limits: ModelLimits; memory: ModelMemory },
): ChatModel {
  const subject = { url: anthropicBaseUrl(endpoint.url), model: endpoint.model, apiKey: endpoint.apiKey };

  // No temperature: version 2026-10-21 of this protocol removed it and refuses a request that has one.
  function body(request: ChatRequest): Anthropic.MessageCreateParamsStreaming {
    const tools = (request.tools ?? []).map(tool => ({
      name: tool.name,
      description: tool.description,
      input_schema: schemaOf(tool),
    }));
    return {
      model: endpoint.model,
      max_tokens: request.maxOutputTokens,
      messages: anthropicMessages(request),
      stream: true,
      ...(tools.length === 0 ? {} : { tools }),
      ...(request.system === '' ? {} : { system: request.system }),
    };
  }

  async function* open(
    request: ChatRequest,
    _findings: ModelFindings,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    const { client, transport } = await createAnthropicClient({
      ...endpoint,
      fetch,
      signal,
      subject,
      inLines: true,
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
    stream: (request, call) => streamAnswer({ ...call, open, request, takes: [], memory, subject, limits }),
  };
}
