import { z } from 'zod';
import {
  filePart,
  reasoningPart,
  toolCallPart,
  toolResultPart,
  type MessagePart,
} from '#shared/contract/message-parts.ts';

/**
 * How the parts of a message are kept. Its words stand once, in `content`, where they are searched and streamed; each
 * text part says where it ends there. The last one, or a message of words alone, needs no end.
 */
export const storedPart = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), end: z.number().int().nullable() }),
  reasoningPart,
  toolCallPart,
  toolResultPart,
  filePart,
]);
export type StoredPart = z.infer<typeof storedPart>;

const storedParts = z.array(storedPart);

/** The parts of a message as it is shown. Throws ZodError for a row that nobody of this version wrote. */
export function partsOf(content: string, stored: readonly StoredPart[]): MessagePart[] {
  const parts: MessagePart[] = [];
  let at = 0;
  const say = (end: number): void => {
    if (end > at) parts.push({ type: 'text', text: content.slice(at, end) });
    at = Math.max(at, end);
  };
  for (const part of storedParts.parse(stored)) {
    if (part.type === 'text') say(part.end ?? content.length);
    else parts.push(part);
  }
  say(content.length);
  return parts;
}

/** What is kept of parts. Neighbouring texts become one. */
export function asStored(parts: readonly MessagePart[]): { content: string; parts: StoredPart[] } {
  let content = '';
  const stored: StoredPart[] = [];
  for (const part of parts) {
    if (part.type !== 'text') {
      stored.push(part);
      continue;
    }
    content += part.text;
    if (stored.at(-1)?.type === 'text') stored.pop();
    stored.push({ type: 'text', end: content.length });
  }
  // What ends the message ends with it.
  const last = stored.at(-1);
  if (last?.type === 'text') stored.pop();
  return { content, parts: stored };
}
