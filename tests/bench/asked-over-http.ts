import type { ChatEvent } from '#shared/contract/conversations.ts';
import type { Door } from './searching.ts';

/** When what came of an answer, in milliseconds from asking; null for what never came. */
export type AskedOverHttp = {
  conversationId: string;
  /** The first words of use to a person: quotes of the documents, or the model's own. */
  usefulMs: number;
  firstWordMs: number | null;
  endMs: number;
  /** Read anew, what was remembered left out. */
  readTokens: number;
  writtenTokens: number;
  isByModel: boolean;
};

type Question = { chatbotId: string; message: string; conversationId?: string };

/** Asks as a program does, and reads the stream to its end. Throws where no answer comes. */
export async function askOverHttp({ address, headers }: Door, question: Question): Promise<AskedOverHttp> {
  const startedAt = performance.now();
  const response = await fetch(`${address}/api/conversations/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(question),
  });
  let usefulMs: number | null = null;
  let firstWordMs: number | null = null;
  let conversationId = '';
  for await (const event of eventsIn(response)) {
    const now = performance.now() - startedAt;
    if (event.type === 'started') ({ conversationId } = event);
    if (event.type === 'quotes' || event.type === 'delta') usefulMs ??= now;
    if (event.type === 'delta') firstWordMs ??= now;
    if (event.type === 'failed') throw new Error(`The answer failed: ${event.error.message}`);
    if (event.type !== 'finished') continue;
    const { tokens, provider } = event.message;
    const isByModel = provider !== null && provider !== 'embedded';
    return {
      conversationId,
      usefulMs: usefulMs ?? now,
      firstWordMs,
      endMs: now,
      readTokens: (tokens?.input ?? 0) - (tokens?.cached ?? 0),
      writtenTokens: tokens?.output ?? 0,
      isByModel,
    };
  }
  throw new Error(`No answer from ${address}`);
}

async function* eventsIn(response: Response): AsyncGenerator<ChatEvent> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.startsWith('data:')) continue;
      const event = JSON.parse(line.slice('data:'.length)) as Partial<ChatEvent>;
      if (event.type !== undefined) yield event as ChatEvent;
    }
  }
}
