import { z } from 'zod';
import type { CompletionInput } from '#shared/contract/conversations.ts';
import { withoutFootnotes } from './output.ts';
import { RefusedParameter } from './problem.ts';

/** Text, or parts of which only text is understood. */
export const content = z.union([
  z.string(),
  z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
]);

const TEXT_PARTS = new Set(['text', 'input_text', 'output_text', 'refusal']);

const message = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
  content: content.nullish(),
  tool_calls: z.array(z.unknown()).nullish(),
  function_call: z.unknown().optional(),
});

/** What is read of a request; further fields of OpenAI's that change nothing essential are passed over. */
const chatRequest = z.looseObject({
  model: z.string().min(1),
  messages: z.array(message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  max_tokens: z.number().int().min(1).nullish(),
  max_completion_tokens: z.number().int().min(1).nullish(),
  n: z.number().int().nullish(),
  tools: z.array(z.unknown()).nullish(),
  functions: z.array(z.unknown()).nullish(),
  response_format: z.looseObject({ type: z.string() }).nullish(),
});
export type ChatRequest = z.infer<typeof chatRequest>;

/** Text of a message: all of a string, the texts of its parts. Throws RefusedParameter for parts of another kind. */
export type MessageContent = z.infer<typeof content>;

const embeddingRequest = z.looseObject({
  model: z.string().min(1),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: z.number().int().nullish(),
});

/** Throws RefusedParameter for what is malformed, and for what a chatbot cannot do. */
export function readChatRequest(body: unknown): ChatRequest {
  const request = read(chatRequest, body);
  if ((request.tools?.length ?? 0) > 0) throw noTools('tools');
  if ((request.functions?.length ?? 0) > 0) throw noTools('functions');
  if ((request.n ?? 1) !== 1) {
    throw new RefusedParameter('n', 'unsupported_parameter', 'A chatbot gives one answer: n must be 1.');
  }
  const format = request.response_format?.type ?? 'text';
  if (format !== 'text') {
    throw new RefusedParameter(
      'response_format',
      'unsupported_parameter',
      'A chatbot answers in text with its sources: response_format must be text.',
    );
  }
  return request;
}

/** Throws RefusedParameter. */
export function readEmbeddingRequest(body: unknown) {
  const request = read(embeddingRequest, body);
  if (typeof request.dimensions === 'number') {
    throw new RefusedParameter(
      'dimensions',
      'unsupported_parameter',
      'Vectors have the length that the embedding model gives them: leave dimensions out.',
    );
  }
  return request;
}

/** The turns and the wishes of a request; system messages add to the chatbot's own instructions. */
export function completionOf(request: ChatRequest): Omit<CompletionInput, 'chatbotId'> {
  const turns: CompletionInput['turns'] = [];
  const instructions: string[] = [];
  for (const [index, { role, content: given, ...calls }] of request.messages.entries()) {
    if ((calls.tool_calls?.length ?? 0) > 0) throw noTools(`messages.${index}.tool_calls`);
    if (calls.function_call != null) throw noTools(`messages.${index}.function_call`);
    const text = textOf(given ?? '', `messages.${index}.content`);
    if (role === 'system' || role === 'developer') instructions.push(text);
    else if (role === 'user') turns.push({ role, content: text });
    else if (role === 'assistant') turns.push({ role, content: withoutFootnotes(text) });
    else throw noTools(`messages.${index}.role`);
  }
  if (turns.at(-1)?.role !== 'user') {
    throw new RefusedParameter('messages', 'invalid_value', 'The last message must be one of the user.');
  }
  return {
    turns,
    instructions: instructions.length > 0 ? instructions.join('\n\n') : undefined,
    temperature: request.temperature ?? undefined,
    maxOutputTokens: request.max_completion_tokens ?? request.max_tokens ?? undefined,
  };
}

/** @param param where it stands in the request */
export function textOf(given: MessageContent, param: string): string {
  if (typeof given === 'string') return given;
  return given
    .map(part => {
      if (TEXT_PARTS.has(part.type)) return part.text ?? '';
      throw new RefusedParameter(
        param,
        'unsupported_content',
        `A chatbot reads text; it cannot take ${part.type}.`,
      );
    })
    .join('\n');
}

export function noTools(param: string): RefusedParameter {
  return new RefusedParameter(
    param,
    'unsupported_parameter',
    'A chatbot of Foyer answers from its documents and calls no tools: leave tools out.',
  );
}

export function read<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  throw new RefusedParameter(
    path,
    'invalid_value',
    path === '' ? 'Send one JSON object.' : `${path}: ${issue?.message}`,
  );
}
