export { startOllamaStandIn } from './ollama.ts';
export { startOpenAiStandIn } from './openai.ts';
export { startAnthropicStandIn } from './anthropic.ts';
export { embedText, STAND_IN_DIMENSION } from './embedding.ts';
export type {
  RecordedRequest,
  StandIn,
  StandInBehaviour,
  StandInBehaviourKind,
  StandInChatRequest,
  StandInModel,
  StandInOptions,
  StandInReply,
} from './behaviour.ts';
