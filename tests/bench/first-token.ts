import { timings, type Timings } from './measures.ts';
import type { Door } from './searching.ts';

const QUESTIONS_ASKED = 120;
const WARM_UPS = 60;

export type FirstToken = {
  /** Milliseconds that Foyer adds, question by question. */
  added: Timings;
  /** Milliseconds of the model alone. */
  direct: Timings;
};

/**
 * Asks the model directly and through Foyer, in turn, and compares when the first word comes. Through Foyer each
 * question is stored, searched for, written into a prompt and streamed back.
 */
export async function measureFirstToken(
  door: Door,
  chatbotId: string,
  model: { url: string; name: string },
  questions: readonly string[],
): Promise<FirstToken> {
  const added: number[] = [];
  const direct: number[] = [];
  for (const [index, question] of questions.slice(0, QUESTIONS_ASKED + WARM_UPS).entries()) {
    const alone = await untilFirst(
      `${model.url}/chat/completions`,
      {},
      { model: model.name, stream: true, messages: [{ role: 'user', content: question }] },
      /"content":"[^"]/u,
    );
    const through = await untilFirst(
      `${door.address}/api/conversations/chat`,
      door.headers,
      { chatbotId, message: question },
      /"type":"delta"/u,
    );
    if (index < WARM_UPS) continue;
    direct.push(alone);
    added.push(through - alone);
  }
  return { added: timings(added), direct: timings(direct) };
}

/** Milliseconds until the answer holds a piece of text; the rest is read to its end. */
async function untilFirst(
  address: string,
  headers: Record<string, string>,
  body: unknown,
  piece: RegExp,
): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const decoder = new TextDecoder();
  let text = '';
  let first: number | null = null;
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (first === null && piece.test(text)) first = performance.now() - startedAt;
  }
  if (first === null) throw new Error(`No answer from ${address}: ${text.slice(0, 300)}`);
  return first;
}
