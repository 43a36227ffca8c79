export { createChatbots } from './part.ts';
export type { ChatbotService } from './service.ts';
export type { ChatbotRow, ChatbotStore } from './store.ts';
export * as chatbotEvents from './events.ts';
