export { ChatbotCard } from './chatbot-card.tsx';
export { CreateChatbot } from './create-chatbot.tsx';
export { asked, AVATAR_MAX_LENGTH, WELCOME_MAX_LENGTH } from './persona.ts';
export { SuggestedQuestions } from './suggested-questions.tsx';
export type { Editing } from './use-save-all.ts';
