export { createChatbotRoutes } from './routes.ts';
export { createChatbotService, type ChatbotService } from './service.ts';
export { createChatbotStore, type ChatbotRow, type ChatbotStore } from './store.ts';
