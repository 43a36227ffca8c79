import { createAnthropicChat } from './anthropic/anthropic-chat.ts';
import { createModelMemory, type ModelMemory } from './model-memory.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { ModelLimits } from './limits.ts';
import { createInsideChat } from './inside/inside-chat.ts';
import type { InsideModels } from './inside/inside-model.ts';
import { createOllamaChat } from './ollama/ollama-chat.ts';
import { createOpenAiChat } from './openai/openai-chat.ts';
import type { ChatModel, ModelEndpoint, OutboundFetch } from './ports.ts';

const adapters = {
  inside: createInsideChat,
  ollama: createOllamaChat,
  openai: createOpenAiChat,
  anthropic: createAnthropicChat,
};

/** The chat model behind an endpoint. Opens nothing until it is asked. */
export function createChatModel(
  endpoint: ModelEndpoint,
  deps: {
    fetch: OutboundFetch;
    inside?: InsideModels | undefined;
    limits?: Partial<ModelLimits>;
    memory?: ModelMemory;
  },
): ChatModel {
  return adapters[endpoint.provider](endpoint, {
    fetch: deps.fetch,
    inside: deps.inside,
    limits: { ...DEFAULT_LIMITS, ...deps.limits },
    memory: deps.memory ?? createModelMemory(),
  });
}
