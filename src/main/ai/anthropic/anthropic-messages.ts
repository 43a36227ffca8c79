import type { Anthropic } from '@anthropic-ai/sdk';

import type { ChatRequest, PartedTurn } from '../ports.ts';
import { inTurn, wordsOf } from '../request-adaptation.ts';

type Block = Anthropic.ContentBlockParam;
type Message = { role: 'user' | 'assistant'; content: string | Block[] };

/**
 * A conversation as `/v1/messages` takes it. Results are the user's: all of one turn, before what the person said next.
 */
export function anthropicMessages({ turns }: Pick<ChatRequest, 'turns'>): Message[] {
  const messages: Message[] = [];
  for (const { role, content } of inTurn(turns).map(messageOf)) {
    const last = messages.at(-1);
    if (last?.role === role) last.content = [...blocksOf(last.content), ...blocksOf(content)];
    else messages.push({ role, content });
  }
  return messages;
}

function messageOf({ role, parts }: PartedTurn): Message {
  if (role !== 'tool' && parts.every(({ type }) => type === 'text')) return { role, content: wordsOf(parts) };
  return { role: role === 'assistant' ? 'assistant' : 'user', content: parts.flatMap(blockOf) };
}

function blocksOf(content: Message['content']): Block[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

function blockOf(part: PartedTurn['parts'][number]): Block[] {
  switch (part.type) {
    case 'text':
      // Empty text is refused.
      return part.text.trim() === '' ? [] : [{ type: 'text', text: part.text }];
    case 'image': {
      const data = Buffer.from(part.bytes).toString('base64');
      return [{ type: 'image', source: { type: 'base64', media_type: part.mediaType, data } }];
    }
    case 'tool-call':
      return [{ type: 'tool_use', id: part.id, name: part.name, input: part.arguments }];
    case 'tool-result': {
      const { callId, text, isError } = part;
      return [
        { type: 'tool_result', tool_use_id: callId, content: text, ...(isError ? { is_error: true } : {}) },
      ];
    }
  }
}
