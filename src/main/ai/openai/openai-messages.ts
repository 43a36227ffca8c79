import type { ModelFindings } from '#shared/contract/models.ts';
import type { ChatRequest, ImagePart, PartedTurn, TextPart, ToolCallPart } from '../ports.ts';
import { spokenTo, wordsOf } from '../request-adaptation.ts';

/**
 * A conversation as `/chat/completions` takes it. Words alone stay a text: many servers know no parts.
 */
export function openAiMessages(request: ChatRequest, findings: Pick<ModelFindings, 'refuses'>): object[] {
  const { instructions, turns } = spokenTo(request, findings);
  const opening = instructions === null ? [] : [{ role: 'system', content: instructions }];
  return [...opening, ...turns.flatMap(messagesOf)];
}

function messagesOf({ role, parts }: PartedTurn): object[] {
  switch (role) {
    case 'user': {
      const hasImage = parts.some(({ type }) => type === 'image');
      return [{ role, content: hasImage ? parts.map(contentOf) : wordsOf(parts) }];
    }
    case 'assistant': {
      const calls = parts.flatMap(part => (part.type === 'tool-call' ? [callOf(part)] : []));
      if (calls.length === 0) return [{ role, content: wordsOf(parts) }];
      return [{ role, content: wordsOf(parts) || null, tool_calls: calls }];
    }
    case 'tool':
      return parts.map(({ callId, text }) => ({ role, tool_call_id: callId, content: text }));
  }
}

function contentOf(part: TextPart | ImagePart) {
  if (part.type === 'text') return part;
  const base64 = Buffer.from(part.bytes).toString('base64');
  return { type: 'image_url', image_url: { url: `data:${part.mediaType};base64,${base64}` } };
}

function callOf({ id, name, arguments: given }: ToolCallPart) {
  return { id, type: 'function', function: { name, arguments: JSON.stringify(given) } };
}
