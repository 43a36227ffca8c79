import type { ModelFindings } from '#shared/contract/models.ts';
import type { ChatRequest, ImagePart, PartedTurn, ToolCallPart } from '../ports.ts';
import { spokenTo, wordsOf } from '../request-adaptation.ts';

/** A conversation as `/api/chat` takes it: words, pictures and calls side by side, one message for each result. */
export function ollamaMessages(request: ChatRequest, findings: Pick<ModelFindings, 'refuses'>): object[] {
  const { instructions, turns } = spokenTo(request, findings);
  const opening = instructions === null ? [] : [{ role: 'system', content: instructions }];
  return [...opening, ...turns.flatMap(messagesOf)];
}

function messagesOf({ role, parts }: PartedTurn): object[] {
  switch (role) {
    case 'user': {
      const images = parts.flatMap(part => (part.type === 'image' ? [base64(part)] : []));
      return [{ role, content: wordsOf(parts), ...(images.length === 0 ? {} : { images }) }];
    }
    case 'assistant': {
      const calls = parts.flatMap(part => (part.type === 'tool-call' ? [callOf(part)] : []));
      return [{ role, content: wordsOf(parts), ...(calls.length === 0 ? {} : { tool_calls: calls }) }];
    }
    case 'tool':
      // Models are told the tool by its name; newer servers match the id too.
      return parts.map(({ callId, name, text }) => ({
        role,
        content: text,
        tool_name: name,
        tool_call_id: callId,
      }));
  }
}

function callOf({ id, name, arguments: given }: ToolCallPart) {
  return { id, function: { name, arguments: given } };
}

function base64({ bytes }: ImagePart): string {
  return Buffer.from(bytes).toString('base64');
}
