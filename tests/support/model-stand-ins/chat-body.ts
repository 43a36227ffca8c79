import type { StandInChatRequest } from './behaviour.ts';

export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** Text of a message, whether it is a string or a list of text parts. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map(part => String(asRecord(part)['text'] ?? '')).join('');
}

/** Reads a chat request of any of the three protocols: system as a message (Ollama, OpenAI) or a field (Anthropic). */
export function readChatRequest(received: unknown): StandInChatRequest {
  const body = asRecord(received);
  const messages = (Array.isArray(body['messages']) ? body['messages'] : []).map(asRecord);
  const system = [
    textOf(body['system']),
    ...messages.filter(message => message['role'] === 'system').map(message => textOf(message['content'])),
  ];
  return {
    model: String(body['model'] ?? ''),
    system: system.filter(text => text !== '').join('\n'),
    turns: messages
      .filter(message => message['role'] === 'user' || message['role'] === 'assistant')
      .map(message => ({
        role: message['role'] === 'user' ? 'user' : 'assistant',
        content: textOf(message['content']),
      })),
    body,
  };
}

/** The texts to embed: `input` is a string or a list of strings. */
export function readEmbeddingInput(received: unknown): string[] {
  const { input } = asRecord(received);
  if (typeof input === 'string') return [input];
  return Array.isArray(input) ? input.map(String) : [];
}
