export { startOllamaStandIn } from './ollama.ts';
export { startOpenAiStandIn } from './openai.ts';
export { startAnthropicStandIn } from './anthropic.ts';
export type {
  RecordedRequest,
  StandIn,
  StandInBehaviour,
  StandInBehaviourKind,
  StandInChatRequest,
} from './behaviour.ts';
