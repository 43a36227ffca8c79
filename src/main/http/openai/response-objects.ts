import type { Message } from '#shared/contract/messages.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { reasoningIn } from '#shared/lib/message-parts.ts';
import { seconds } from './answers.ts';
import { extensionOf, footnotesOf } from './output.ts';
import { toOpenAiError } from './problem.ts';
import type { ResponseRequest } from './response-input.ts';

/** What a response repeats of its request; null for one that was stored. */
export type ResponseFrame = { model: string; request: ResponseRequest | null };

export type ReasoningItem = {
  type: 'reasoning';
  id: string;
  summary: [];
  content: { type: 'reasoning_text'; text: string }[];
  status: 'in_progress' | 'completed';
};
export type TextPart = { type: 'output_text'; text: string; annotations: unknown[]; logprobs: [] };
export type MessageItem = {
  type: 'message';
  id: string;
  role: 'assistant';
  status: 'in_progress' | 'completed' | 'incomplete';
  content: TextPart[];
};

export type ResponseObject = Record<string, unknown> & {
  id: string;
  status: 'in_progress' | 'completed' | 'incomplete' | 'failed';
  output: (ReasoningItem | MessageItem)[];
};

const PREFIX = 'resp_';

export function idOf(messageId: string): string {
  return PREFIX + messageId.replaceAll('-', '');
}

/** The message a response stands for; null when the id is none of ours. */
export function messageIdOf(responseId: string): string | null {
  const parts = /^resp_(\w{8})(\w{4})(\w{4})(\w{4})(\w{12})$/.exec(responseId);
  return parts === null ? null : parts.slice(1).join('-');
}

/** A response that has begun. */
export function openResponse(id: string, { model, request }: ResponseFrame): ResponseObject {
  return {
    id,
    object: 'response',
    created_at: Math.floor(Date.now() / 1000),
    status: 'in_progress',
    background: false,
    error: null,
    incomplete_details: null,
    instructions: request?.instructions ?? null,
    max_output_tokens: request?.max_output_tokens ?? null,
    metadata: {},
    model,
    output: [],
    parallel_tool_calls: false,
    previous_response_id: request?.previous_response_id ?? null,
    reasoning: { effort: null, summary: null },
    store: true, // a chatbot's conversations are kept
    temperature: request?.temperature ?? null,
    text: { format: { type: 'text' } },
    tool_choice: 'none',
    tools: [],
    top_p: null,
    truncation: 'auto',
    usage: null,
    user: null,
  };
}

const incompleteReasons = { length: 'max_output_tokens', filter: 'content_filter' } as const;

/** A response whose answer is saved. */
export function finishedResponse(message: Message, frame: ResponseFrame, language: Language): ResponseObject {
  const { cut } = message.metadata;
  const reasoning = reasoningIn(message.parts);
  const isWhole = message.status === 'complete' && cut === undefined;
  const id = idOf(message.id);
  const text = message.content + footnotesOf(message, language);
  const item: MessageItem = {
    type: 'message',
    id: itemId('msg', id),
    role: 'assistant',
    status: isWhole ? 'completed' : 'incomplete',
    content: [textPart(text, annotationsOf(message))],
  };
  const thought: ReasoningItem[] =
    reasoning === '' ? [] : [reasoningItem(itemId('rs', id), reasoning, 'completed')];
  return {
    ...openResponse(id, frame),
    created_at: seconds(message.createdAt),
    status: message.status === 'failed' ? 'failed' : isWhole ? 'completed' : 'incomplete',
    error: message.failure === null ? null : { code: 'server_error', message: message.failure },
    incomplete_details: cut === undefined ? null : { reason: incompleteReasons[cut] },
    output: [...thought, item],
    usage: usageOf(message),
    foyer: extensionOf(message),
  };
}

/** A response that broke off. */
export function failedResponse(response: ResponseObject, error: unknown): ResponseObject {
  const { status, body } = toOpenAiError(error);
  const code = status === 429 ? 'rate_limit_exceeded' : 'server_error';
  return { ...response, status: 'failed', error: { code, message: body.error.message } };
}

export function itemId(kind: 'msg' | 'rs', responseId: string): string {
  return `${kind}_${responseId.slice(PREFIX.length)}`;
}

export function reasoningItem(id: string, text: string, status: ReasoningItem['status']): ReasoningItem {
  return { type: 'reasoning', id, summary: [], content: [{ type: 'reasoning_text', text }], status };
}

export function textPart(text: string, annotations: unknown[] = []): TextPart {
  return { type: 'output_text', text, annotations, logprobs: [] };
}

/** Where the answer cites its sources, as citations of files. */
function annotationsOf({ content, sources }: Message): unknown[] {
  const byNumber = new Map(sources.map(source => [source.number, source]));
  return [...content.matchAll(/\[(\d{1,3})\]/g)].flatMap(({ 0: mark, 1: number, index }) => {
    const source = byNumber.get(Number(number));
    if (source === undefined) return [];
    const { documentId, title } = source;
    return [{ type: 'file_citation', file_id: documentId, filename: title, index: index + mark.length }];
  });
}

function usageOf({ tokens }: Message) {
  // Without a model nothing was sent to one: zero is the truth.
  const { input, output, cached } = tokens ?? { input: 0, output: 0, cached: 0 };
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cached ?? 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: input + output,
  };
}
