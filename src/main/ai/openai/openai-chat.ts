import type { ModelFindings, Refusal } from '#shared/contract/models.ts';
import { streamAnswer } from '../answer-stream.ts';
import type { ModelEvent } from '../answer-stream.ts';
import type { ModelMemory } from '../model-memory.ts';
import type { ModelLimits } from '../limits.ts';
import { createModelServer } from '../model-server.ts';
import type { ChatModel, ChatRequest, ModelEndpoint, OutboundFetch } from '../ports.ts';
import { functionOf } from '../tool-calls.ts';
import { createChunkReader } from './chunk-reading.ts';
import { openAiMessages } from './openai-messages.ts';
import { readEvents } from './openai-events.ts';
import { openAiBaseUrl } from './openai-server.ts';

/** What servers may not know, and answers do not need. */
const TAKES: readonly Refusal[] = [
  'system_role',
  'stream',
  'stream_options',
  'max_completion_tokens',
  'max_tokens',
  'temperature',
];

/** A chat model behind OpenAI's protocol: OpenAI itself, LM Studio, llama.cpp, vLLM, LocalAI and many others. */
export function createOpenAiChat(
  endpoint: ModelEndpoint,
  { fetch, limits, memory }: { fetch: OutboundFetch; limits: ModelLimits; memory: ModelMemory },
): ChatModel {
  const url = openAiBaseUrl(endpoint.url);
  const subject = { url, model: endpoint.model, apiKey: endpoint.apiKey };
  // OpenAI's newer models refuse `max_tokens`; many other servers know only that one.
  const limitNames =
    endpoint.url === null || new URL(url).hostname === 'api.openai.com'
      ? (['max_completion_tokens', 'max_tokens'] as const)
      : (['max_tokens', 'max_completion_tokens'] as const);

  function body(request: ChatRequest, findings: ModelFindings) {
    const takes = (name: Refusal) => !findings.refuses.includes(name);
    const tools = request.tools ?? [];
    const limitName = limitNames.find(takes);
    return {
      model: endpoint.model,
      messages: openAiMessages(request, findings),
      ...(tools.length === 0 ? {} : { tools: tools.map(functionOf) }),
      ...(limitName === undefined ? {} : { [limitName]: request.maxOutputTokens }),
      ...(takes('stream') ? { stream: true } : {}),
      ...(takes('stream') && takes('stream_options') ? { stream_options: { include_usage: true } } : {}),
      ...(takes('temperature') ? { temperature: request.temperature } : {}),
    };
  }

  async function* open(
    request: ChatRequest,
    findings: ModelFindings,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    const server = createModelServer({ url, apiKey: endpoint.apiKey, fetch, signal, subject, inLines: true });
    const response = await server.post('/chat/completions', body(request, findings));
    const read = createChunkReader(subject);
    for await (const value of readEvents(response, subject)) yield* read(value);
  }

  return {
    provider: 'openai',
    model: endpoint.model,
    stream: (request, call) =>
      streamAnswer({ ...call, open, request, takes: TAKES, memory, subject, limits }),
  };
}
