import { z } from 'zod';
import { id } from './vocabulary.ts';

/** Who said something: a visitor of a widget, a person of the office or a program, the chatbot, an operator, Foyer itself. */
export const senderKind = z.enum(['visitor', 'user', 'bot', 'operator', 'system']);
export type SenderKind = z.infer<typeof senderKind>;

export const messageSender = z.object({
  kind: senderKind,
  /** Of the visitor, or of the person of the office; null for all others, and once they were erased. */
  id: id.nullable(),
  /** Of the person, as far as it is known. */
  name: z.string().nullable(),
});
export type MessageSender = z.infer<typeof messageSender>;

export const textPart = z.object({ type: z.literal('text'), text: z.string() });

/** How the model reasoned before it went on: no part of the answer, and not checked. Its beginning, when it is long. */
export const reasoningPart = z.object({ type: z.literal('reasoning'), text: z.string() });

/** The chatbot asked a tool for something. */
export const toolCallPart = z.object({
  type: z.literal('tool_call'),
  /** Which `tool_result` names. */
  id: z.string(),
  name: z.string(),
  arguments: z.record(z.string(), z.unknown()),
});

export const toolResultPart = z.object({
  type: z.literal('tool_result'),
  callId: z.string(),
  name: z.string(),
  /** What the tool gave back, as the model was told; or what went wrong. */
  result: z.string(),
  isError: z.boolean(),
});

export const filePart = z.object({
  type: z.literal('file'),
  attachmentId: id,
  name: z.string(),
  mediaType: z.string(),
  /** Bytes. */
  size: z.number().int(),
});
export type FilePart = z.infer<typeof filePart>;

/** What a message is made of, in the order it came. */
export const messagePart = z.discriminatedUnion('type', [
  textPart,
  reasoningPart,
  toolCallPart,
  toolResultPart,
  filePart,
]);
export type MessagePart = z.infer<typeof messagePart>;
