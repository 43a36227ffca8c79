import type { FastifyReply } from 'fastify';
import type { ErrorCode } from '#shared/errors.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { acceptedLanguage } from './accepted-language.ts';
import { toProblem } from './problem.ts';

const KEEP_ALIVE_MS = 15_000; // shorter than the idle limits of common proxies (30 to 60 s)

/** Asks whatever lies between not to gather a stream (nginx), nor to compress it, which gathers it too. */
export const STREAM_HEADERS = { 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' };

/** Aborts when whoever asked is gone. Whoever makes the events lets go of them then: see `sendEvents`. */
export function leavingSignal(reply: FastifyReply): AbortSignal {
  const left = new AbortController();
  reply.raw.once('close', () => left.abort());
  return left.signal;
}

/** Server-sent events being sent: the status is gone, and what goes wrong has to be said in the stream. */
export type EventSender = {
  /** One `data:` line, under the name of its event where the protocol has one. Resolves once there is room for more, or the other side is gone. */
  send(data: string, event?: string): Promise<void>;
  end(): void;
};

/** Opens the stream, with comments between the events to keep proxies awake. */
export function openEvents(reply: FastifyReply, left: AbortSignal): EventSender {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...definedHeaders(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    ...STREAM_HEADERS,
  });
  const keepAlive = setInterval(() => void raw.write(': keep-alive\n\n'), KEEP_ALIVE_MS);
  return {
    async send(data, event) {
      const name = event === undefined ? '' : `event: ${event}\n`;
      if (!raw.write(`${name}data: ${data}\n\n`)) await drainedOrLeft(raw, left);
    },
    end() {
      clearInterval(keepAlive);
      raw.end();
    },
  };
}

/**
 * Sends what an iterator gives as server-sent events: each one `data:` line with one JSON object. What fails on the
 * way is the last event.
 *
 * @param stream ends when `left` aborts: nothing else keeps a listener for each event of a long answer
 * @param first awaited by the caller: until then an error still has a status of its own
 */
export async function sendEvents<Event>(
  reply: FastifyReply,
  stream: AsyncIterator<Event, unknown, void>,
  first: IteratorResult<Event, unknown>,
  left: AbortSignal,
): Promise<void> {
  const events = openEvents(reply, left);
  try {
    for (let step = first; step.done !== true && !left.aborted; step = await stream.next()) {
      await events.send(JSON.stringify(step.value));
    }
  } catch (error) {
    // The status is gone: the stream itself says what happened.
    await events.send(JSON.stringify(failedEvent(error, acceptedLanguage(reply.request.headers))));
  } finally {
    events.end();
    void stream.return?.();
  }
}

function failedEvent(
  error: unknown,
  language: Language | null,
): { type: 'failed'; error: { code: ErrorCode; message: string } } {
  const { code, message } = toProblem(error, language);
  return { type: 'failed', error: { code, message } };
}

/** What the hooks have set (security headers, request id): a hijacked reply does not send them by itself. */
function definedHeaders(reply: FastifyReply): Record<string, string | number | string[]> {
  return Object.fromEntries(
    Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

function drainedOrLeft(raw: NodeJS.WritableStream, left: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      raw.removeListener('drain', done);
      left.removeEventListener('abort', done);
      resolve();
    };
    raw.once('drain', done);
    left.addEventListener('abort', done, { once: true });
    if (left.aborted) done();
  });
}
