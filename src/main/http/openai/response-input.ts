import { z } from 'zod';
import type { CompletionInput } from '#shared/contract/conversations.ts';
import { content, noTools, read, textOf } from './input.ts';
import { RefusedParameter } from './problem.ts';

const item = z.looseObject({
  type: z.string().optional(),
  role: z.enum(['system', 'developer', 'user', 'assistant']).optional(),
  content: content.nullish(),
});

/** What is read of a request to `/v1/responses`; further fields that change nothing essential are passed over. */
const responseRequest = z.looseObject({
  model: z.string().min(1),
  input: z.union([z.string().min(1), z.array(item).min(1)]),
  instructions: z.string().nullish(),
  previous_response_id: z.string().min(1).nullish(),
  stream: z.boolean().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  max_output_tokens: z.number().int().min(1).nullish(),
  tools: z.array(z.unknown()).nullish(),
  text: z.looseObject({ format: z.looseObject({ type: z.string() }).nullish() }).nullish(),
  background: z.boolean().nullish(),
  conversation: z.unknown().optional(),
  prompt: z.unknown().optional(),
});
export type ResponseRequest = z.infer<typeof responseRequest>;

/** Throws RefusedParameter for what is malformed, and for what a chatbot cannot do. */
export function readResponseRequest(body: unknown): ResponseRequest {
  const request = read(responseRequest, body);
  if ((request.tools?.length ?? 0) > 0) throw noTools('tools');
  if ((request.text?.format?.type ?? 'text') !== 'text') {
    throw unsupported('text.format', 'A chatbot answers in text with its sources: text.format must be text.');
  }
  if (request.background === true) {
    throw unsupported('background', 'An answer is given at once or streamed: leave background out.');
  }
  if (request.conversation != null) {
    throw unsupported('conversation', 'Go on with previous_response_id, or send the whole conversation.');
  }
  if (request.prompt != null) {
    throw unsupported('prompt', 'Prompts are not kept here: send instructions and input.');
  }
  return request;
}

/** The turns and the wishes of a request; instructions and system messages add to the chatbot's own. */
export function responseInputOf(request: ResponseRequest): Omit<CompletionInput, 'chatbotId'> {
  const turns: CompletionInput['turns'] = [];
  const instructions = [request.instructions ?? ''];
  const items =
    typeof request.input === 'string'
      ? [{ type: 'message', role: 'user' as const, content: request.input }]
      : request.input;
  for (const [index, { type = 'message', role, content: given }] of items.entries()) {
    if (type === 'reasoning') continue; // the model's own, of an earlier answer
    if (type === 'item_reference') {
      throw unsupported(`input.${index}`, 'Items are not kept by themselves: send their text.');
    }
    if (type !== 'message' || role === undefined) throw noTools(`input.${index}.type`);
    const text = textOf(given ?? '', `input.${index}.content`);
    if (role === 'system' || role === 'developer') instructions.push(text);
    else turns.push({ role, content: text });
  }
  if (turns.at(-1)?.role !== 'user') {
    throw new RefusedParameter('input', 'invalid_value', 'The last message must be one of the user.');
  }
  const wished = instructions.filter(text => text.trim() !== '').join('\n\n');
  return {
    turns,
    instructions: wished === '' ? undefined : wished,
    temperature: request.temperature ?? undefined,
    maxOutputTokens: request.max_output_tokens ?? undefined,
  };
}

function unsupported(param: string, message: string): RefusedParameter {
  return new RefusedParameter(param, 'unsupported_parameter', message);
}
