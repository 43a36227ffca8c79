import type { FastifyReply } from 'fastify';
import type { ErrorCode } from '#shared/errors.ts';
import { toProblem } from './problem.ts';

const KEEP_ALIVE_MS = 15_000; // shorter than the idle limits of common proxies (30 to 60 s)

/**
 * Sends what an iterator gives as server-sent events: each one `data:` line with one JSON object, comments to keep
 * proxies awake. What fails on the way is the last event. Leaving lets go of the iterator.
 *
 * @param first awaited by the caller: until then an error still has a status of its own
 */
export async function sendEvents<Event>(
  reply: FastifyReply,
  stream: AsyncIterator<Event, unknown, void>,
  first: IteratorResult<Event, unknown>,
): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...definedHeaders(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const keepAlive = setInterval(() => void raw.write(': keep-alive\n\n'), KEEP_ALIVE_MS);
  const left = new Promise<'left'>(resolve => raw.once('close', () => resolve('left')));
  try {
    let step = first;
    while (step.done !== true) {
      const flushed = raw.write(`data: ${JSON.stringify(step.value)}\n\n`);
      if (!flushed && (await Promise.race([drained(raw), left])) === 'left') break;
      const next = await Promise.race([stream.next(), left]);
      if (next === 'left') break;
      step = next;
    }
  } catch (error) {
    // The status is gone: the stream itself says what happened.
    raw.write(`data: ${JSON.stringify(failedEvent(error))}\n\n`);
  } finally {
    clearInterval(keepAlive);
    raw.end();
    // A pending `next` may hold the iterator; its maker lets go when the answer moves on.
    void stream.return?.();
  }
}

function failedEvent(error: unknown): { type: 'failed'; error: { code: ErrorCode; message: string } } {
  const { code, message } = toProblem(error);
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

function drained(raw: NodeJS.WritableStream): Promise<void> {
  return new Promise(resolve => raw.once('drain', resolve));
}
