export { ChatbotGrid } from './chatbot-grid.tsx';
export { CreateChatbot } from './create-chatbot.tsx';
export { SuggestedQuestions } from './suggested-questions.tsx';
export type { Editing } from './use-save-all.ts';
