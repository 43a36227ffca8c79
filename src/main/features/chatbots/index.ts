export { createChatbotRoutes } from './routes.ts';
export { createChatbotService, type ChatbotService } from './service.ts';
export { createSharing } from './sharing.ts';
export { createSharingStore } from './sharing-store.ts';
export { createChatbotStore, type ChatbotRow, type ChatbotStore } from './store.ts';
