import type { FastifyInstance } from 'fastify';
import { leavingSignal, sendEvents } from './event-stream.ts';

/** A piece every quarter of a second: what a proxy gathers arrives at once, what it lets through does not. */
const PIECES = 5;
const PIECE_EVERY_MS = 250;

/**
 * A stream that the page `/check/:id` and the self-test measure: the same for everyone, about nothing. Counted with the
 * requests of its address, and over after a second.
 */
export function addCheckStream(server: FastifyInstance, path: string): void {
  server.get(path, async (_request, reply) => {
    const left = leavingSignal(reply);
    const pieces = countSlowly(left);
    await sendEvents(reply, pieces, await pieces.next(), left);
    return reply;
  });
}

async function* countSlowly(left: AbortSignal): AsyncGenerator<{ piece: number }, void, void> {
  for (let piece = 1; piece <= PIECES && !left.aborted; piece += 1) {
    yield { piece };
    if (piece < PIECES) await pause(PIECE_EVERY_MS, left);
  }
}

function pause(milliseconds: number, left: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const end = () => {
      clearTimeout(timer);
      left.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    left.addEventListener('abort', end, { once: true });
  });
}
