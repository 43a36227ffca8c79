export * from './accounts.ts';
export * from './clients.ts';
export * from './chatbots.ts';
export * from './models.ts';
export * from './documents.ts';
export * from './conversations.ts';
export * from './operations.ts';
