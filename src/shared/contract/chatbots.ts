import { z } from 'zod';
import { arrayQuery, empty, id, instant, language, silenceSeconds } from './vocabulary.ts';
import { editors, everyone, route } from './route.ts';
import {
  AVATAR_MAX_LENGTH,
  CHATBOT_DESCRIPTION_MAX_LENGTH,
  CHATBOT_NAME_MAX_LENGTH,
  CONNECT_SECONDS,
  FALLBACK_MODELS_MAX,
  SUGGESTED_QUESTIONS_MAX,
  SUGGESTED_QUESTION_MAX_LENGTH,
  TAGS_OF_ONE_MAX,
  WELCOME_MAX_LENGTH,
} from './limits.ts';

export const INSTRUCTIONS_MAX_LENGTH = 8_000; // about 2,000 tokens: a quarter of a small model's window

export const chatbot = z.object({
  id,
  clientId: id,
  ownerId: id.nullable(),
  name: z.string(),
  description: z.string(),
  avatar: z.string(),
  color: z.string(),
  language,
  welcomeMessage: z.string(),
  instructions: z.string(),
  modelId: id.nullable(),
  /** The models that take over where it fails, in order. Passages are quoted after the last one, whatever these are. */
  fallbackModelIds: z.array(id),
  /** How long each model may take to be connected to, and be silent, before its first word and between two, in seconds; null leaves it to the model. */
  connectSeconds: z.number().int().nullable(),
  firstWordSeconds: z.number().int().nullable(),
  betweenWordsSeconds: z.number().int().nullable(),
  temperature: z.number(),
  /** Whether e-mail addresses, phone numbers and the like are hidden from models outside this network. */
  hidesPersonal: z.boolean(),
  suggestedQuestions: z.array(z.string()),
  /** Which members of the client may chat with it: every one, or the chosen ones. */
  sharing: z.enum(['team', 'chosen']),
  active: z.boolean(),
  /** Of the documents that it was given, it answers from those with one of these tags; from all where there are none. */
  tagIds: z.array(id),
  /** Those that it was given. */
  documentCount: z.number().int(),
  /** Those that it answers from now. */
  readyDocumentCount: z.number().int(),
  conversationCount: z.number().int(),
  createdAt: instant,
  updatedAt: instant,
});
export type Chatbot = z.infer<typeof chatbot>;

const fields = {
  name: z.string().trim().min(1).max(CHATBOT_NAME_MAX_LENGTH),
  description: z.string().trim().max(CHATBOT_DESCRIPTION_MAX_LENGTH),
  avatar: z.string().trim().min(1).max(AVATAR_MAX_LENGTH),
  color: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  language,
  welcomeMessage: z.string().trim().max(WELCOME_MAX_LENGTH),
  instructions: z.string().max(INSTRUCTIONS_MAX_LENGTH),
  modelId: id.nullable(),
  fallbackModelIds: z.array(id).max(FALLBACK_MODELS_MAX),
  connectSeconds: z.number().int().min(CONNECT_SECONDS.min).max(CONNECT_SECONDS.max).nullable(),
  firstWordSeconds: silenceSeconds.nullable(),
  betweenWordsSeconds: silenceSeconds.nullable(),
  temperature: z.number().min(0).max(2),
  hidesPersonal: z.boolean(),
  suggestedQuestions: z
    .array(z.string().trim().min(1).max(SUGGESTED_QUESTION_MAX_LENGTH))
    .max(SUGGESTED_QUESTIONS_MAX),
  sharing: z.enum(['team', 'chosen']),
  active: z.boolean(),
  tagIds: z.array(id).max(TAGS_OF_ONE_MAX),
};

export const chatbotCreate = z
  .object({ ...fields, clientId: id })
  .partial()
  .required({ name: true })
  .strict();
export type ChatbotCreate = z.infer<typeof chatbotCreate>;
export const chatbotUpdate = z.object(fields).partial().extend({ id }).strict();
export type ChatbotUpdate = z.infer<typeof chatbotUpdate>;

/** Whom a chatbot is shared with, and the people of its client one may choose from. */
export const chatbotPeople = z.object({
  sharing: z.enum(['team', 'chosen']),
  userIds: z.array(id),
  /** Active people of the client whose only role there is to chat: the others see every chatbot anyway. */
  members: z.array(z.object({ id, fullName: z.string(), initials: z.string(), email: z.string() })),
});
export type ChatbotPeople = z.infer<typeof chatbotPeople>;

const tag = 'Chatbots';

export const chatbots = {
  list: route({
    access: [...everyone, 'key:chat', 'key:search', 'key:read'],
    method: 'GET',
    path: '/chatbots',
    summary: 'Chatbots the caller may use',
    tag,
  })
    .input(arrayQuery.extend({ clientId: id.optional() }).strict())
    .output(z.array(chatbot)),

  listByClient: route({
    access: [...everyone, 'key:chat', 'key:search', 'key:read'],
    method: 'GET',
    path: '/chatbots/client/{clientId}',
    summary: 'Chatbots of a client',
    tag,
  })
    .input(arrayQuery.extend({ clientId: id }).strict())
    .output(z.array(chatbot)),

  create: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/chatbots',
    summary: 'Create a chatbot; without a client, in the first one',
    tag,
    successStatus: 201,
  })
    .input(chatbotCreate)
    .output(chatbot),

  get: route({
    access: [...everyone, 'key:chat', 'key:search', 'key:read'],
    method: 'GET',
    path: '/chatbots/{id}',
    summary: 'One chatbot',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(chatbot),

  update: route({
    access: [...editors, 'key:write'],
    method: 'PUT',
    path: '/chatbots/{id}',
    summary: 'Change a chatbot',
    tag,
  })
    .input(chatbotUpdate)
    .output(chatbot),

  duplicate: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/chatbots/{id}/duplicate',
    summary: 'Copy a chatbot with its links to documents',
    tag,
    successStatus: 201,
  })
    .input(z.object({ id }).strict())
    .output(chatbot),

  remove: route({
    access: [...editors, 'key:write'],
    method: 'DELETE',
    path: '/chatbots/{id}',
    summary: 'Delete a chatbot and its conversations; documents stay with the client',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(empty),

  people: route({
    access: [...editors, 'key:write'],
    method: 'GET',
    path: '/chatbots/{id}/people',
    summary: 'Whom a chatbot is shared with',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(chatbotPeople),

  setPeople: route({
    access: [...editors, 'key:write'],
    method: 'PUT',
    path: '/chatbots/{id}/people',
    summary: 'Share a chatbot with every member of its client, or with chosen ones',
    tag,
  })
    .input(z.object({ id, sharing: z.enum(['team', 'chosen']), userIds: z.array(id).max(10_000) }).strict())
    .output(chatbotPeople),
};
