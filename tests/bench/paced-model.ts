import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How fast it speaks: like a model of a provider, for a paragraph. */
export type Pace = { firstWordMs: number; words: number; intervalMs: number };

export type PacedModel = {
  /** Base URL of the OpenAI protocol. */
  readonly url: string;
  setPace(pace: Pace): void;
  /** Milliseconds from a question's arrival to its last word, by the code in the question. */
  ownTime(code: string): number | undefined;
  close(): Promise<void>;
};

type Running = { response: ServerResponse; code: string; startedAt: number; sent: number; pace: Pace };

const TICK_MS = 5;

/**
 * A model (OpenAI's protocol) that says `word-CODE` again and again at a steady pace, CODE being that of the question,
 * and remembers how long each answer took it. One timer drives all answers, so that hundreds cost it next to nothing.
 */
export async function startPacedModel(initial: Pace): Promise<PacedModel> {
  let pace = initial;
  const running = new Set<Running>();
  const own = new Map<string, number>();
  const chunk = (content: string, finish: string | null) =>
    `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 0, model: 'paced', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;

  const timer = setInterval(() => {
    const now = performance.now();
    for (const one of running) {
      const { firstWordMs, words, intervalMs } = one.pace;
      const due = Math.min(words, Math.floor((now - one.startedAt - firstWordMs) / intervalMs) + 1);
      for (; one.sent < due; one.sent += 1) {
        one.response.write(chunk(one.sent === 0 ? `word-${one.code}` : ` word-${one.code}`, null));
      }
      if (one.sent < words) continue;
      one.response.end(`${chunk('', 'stop')}data: [DONE]\n\n`);
      own.set(one.code, performance.now() - one.startedAt);
      running.delete(one);
    }
  }, TICK_MS);

  const server = createServer((request, response) => {
    const startedAt = performance.now();
    let body = '';
    request.setEncoding('utf8');
    request.on('data', part => (body += String(part)));
    request.on('end', () => {
      const codes = [...body.matchAll(/code-(\d+)/g)];
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const one = { response, code: codes.at(-1)?.[1] ?? '0', startedAt, sent: 0, pace };
      running.add(one);
      response.once('close', () => running.delete(one));
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    setPace(next) {
      pace = next;
    },
    ownTime: code => own.get(code),
    async close() {
      clearInterval(timer);
      server.closeAllConnections();
      await new Promise<void>(resolve => server.close(() => resolve()));
    },
  };
}
