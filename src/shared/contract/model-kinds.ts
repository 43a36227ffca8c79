import { z } from 'zod';

export const remoteProvider = z.enum(['ollama', 'openai', 'anthropic']);
export type RemoteProvider = z.infer<typeof remoteProvider>;
/** What answers: Foyer itself, from a file that it keeps, or a server. */
export const modelProvider = z.enum(['inside', ...remoteProvider.options]);
export type ModelProvider = z.infer<typeof modelProvider>;
/** To answer, to compare by meaning, to put the passages found in order once more. */
export const modelPurpose = z.enum(['chat', 'embedding', 'reranking']);
export type ModelPurpose = z.infer<typeof modelPurpose>;

/** What a model can do, as its server says. */
export const modelAbility = z.enum(['chat', 'embedding', 'reranking', 'vision', 'tools', 'reasoning']);
export type ModelAbility = z.infer<typeof modelAbility>;
