export type { LiveAnswer, LiveAnswers } from './live-answers.ts';
export { createConversations } from './part.ts';
export type { Caller, ConversationService } from './service.ts';
export { readAnswer } from './stored-answers.ts';
export type { Circumstances } from './exchange.ts';
export * as conversationEvents from './events.ts';
export type { ConversationFigures } from './figures.ts';
export * as conversationMetrics from './metrics.ts';
