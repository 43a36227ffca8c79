export { createAnswering } from './answering.ts';
export { createLiveAnswers, type LiveAnswers } from './live-answers.ts';
export { createRoute } from './model-routes.ts';
export { createConversationRoutes } from './routes.ts';
export type { LiveAnswer } from './live-answers.ts';
export { createConversationService, type Caller, type ConversationService } from './service.ts';
export { readAnswer } from './stored-answers.ts';
export { createConversationStore, type ConversationStore } from './store.ts';
export type { Circumstances } from './exchange.ts';
