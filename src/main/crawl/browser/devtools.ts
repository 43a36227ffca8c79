import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';

const message = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  sessionId: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

export type DevtoolsEvent = { method: string; sessionId: string | undefined; params: unknown };

/** A browser's DevTools protocol over its pipe: messages of JSON, each ended by a zero. */
export type Devtools = {
  send(method: string, params?: object, sessionId?: string): Promise<unknown>;
  /** @returns a function that no longer listens */
  listen(listener: (event: DevtoolsEvent) => void): () => void;
};

export function connectDevtools(input: Writable, output: Readable): Devtools {
  let nextId = 1;
  let pieces: Buffer[] = [];
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  const listeners = new Set<(event: DevtoolsEvent) => void>();

  function take(text: string): void {
    const { id, method, sessionId, params, result, error } = message.parse(JSON.parse(text));
    if (id !== undefined) {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) asked?.resolve(result);
      else asked?.reject(new Error(`the browser answered: ${error.message}`));
    } else if (method !== undefined)
      for (const listener of listeners) listener({ method, sessionId, params });
  }

  output.on('data', (chunk: Buffer) => {
    let from = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, from)) {
      const text = Buffer.concat([...pieces, chunk.subarray(from, end)]).toString('utf8');
      pieces = [];
      from = end + 1;
      take(text);
    }
    pieces.push(chunk.subarray(from));
  });
  output.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser ended'));
    waiting.clear();
  });
  // What is written to a browser that ended is told by the close of its output.
  input.on('error', () => undefined);

  return {
    send(method, params = {}, sessionId) {
      const id = nextId;
      nextId += 1;
      return new Promise((resolve, reject) => {
        if (output.destroyed) return reject(new Error('the browser ended'));
        waiting.set(id, { resolve, reject });
        input.write(
          `${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`,
        );
      });
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
