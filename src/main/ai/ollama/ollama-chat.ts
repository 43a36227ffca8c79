import { streamAnswer } from '../answer-stream.ts';
import type { ModelEvent } from '../answer-stream.ts';
import type { ModelLimits } from '../limits.ts';
import type { ChatModel, ChatRequest, ModelEndpoint, OutboundFetch } from '../ports.ts';
import { OLLAMA_DEFAULT_URL, createOllamaClient } from './ollama-client.ts';

/** A chat model served by Ollama. The window is asked for at each request (`num_ctx`): Ollama's own default is small. */
export function createOllamaChat(
  endpoint: ModelEndpoint,
  deps: { fetch: OutboundFetch; limits: ModelLimits },
): ChatModel {
  const subject = { url: endpoint.url ?? OLLAMA_DEFAULT_URL, model: endpoint.model, apiKey: endpoint.apiKey };

  async function* open(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const { client, transport } = createOllamaClient({ ...endpoint, fetch: deps.fetch, signal, subject });
    const system = request.system === '' ? [] : [{ role: 'system', content: request.system }];
    try {
      const answer = await client.chat({
        model: endpoint.model,
        messages: [...system, ...request.turns.map(({ role, content }) => ({ role, content }))],
        stream: true,
        options: {
          num_ctx: request.contextTokens,
          num_predict: request.maxOutputTokens,
          temperature: request.temperature,
        },
      });
      for await (const { message, done, done_reason, prompt_eval_count, eval_count } of answer) {
        const thinking = message?.thinking ?? '';
        if (thinking !== '') yield { type: 'thinking', characters: thinking.length };
        const text = message?.content ?? '';
        if (text !== '') yield { type: 'text', text };
        if (!done) continue;
        yield { type: 'usage', inputTokens: prompt_eval_count ?? null, outputTokens: eval_count ?? null };
        yield { type: 'finish', reason: done_reason === 'length' ? 'length' : 'stop' };
      }
    } catch (error) {
      throw transport.failure() ?? error;
    }
  }

  return {
    provider: 'ollama',
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
