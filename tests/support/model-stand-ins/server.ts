import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';

import { defaultReply } from './behaviour.ts';
import type {
  RecordedRequest,
  StandIn,
  StandInBehaviour,
  StandInBehaviourKind,
  StandInChatRequest,
  StandInOptions,
  StandInReply,
} from './behaviour.ts';

/** The answer of one request, as the protocols write it. */
export type Exchange = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
  /** The body as it came. */
  bytes: Buffer;
  behaviour: StandInBehaviour;
  /** Sends a JSON answer. */
  json(status: number, body: unknown, headers?: Record<string, string>): void;
  /** Streams an answer under the behaviour in force; true once all of it was sent. */
  stream(protocol: StreamProtocol): Promise<boolean>;
  reply(request: StandInChatRequest): StandInReply;
};

/** The words of a streaming protocol; each is written as it is. */
export type StreamProtocol = {
  contentType: string;
  /** Sent before the first piece. */
  opening: readonly string[];
  thinking: readonly string[];
  pieces: readonly string[];
  closing: readonly string[];
  /** One piece, sent again and again by `endless`. */
  filler: string;
  /** An error inside the stream. */
  failure: string;
};

/** How a protocol words its refusals, and what it answers on each path. */
export type Protocol = {
  refuse(
    behaviour: StandInBehaviour,
  ): { status: number; body: unknown; headers?: Record<string, string> } | null;
  /** True when the request carries the key. */
  authorised(headers: Record<string, string>, apiKey: string): boolean;
  /** True for the paths that run a model: only there do hang, die, garbage… apply. */
  runsModel(path: string, method: string): boolean;
  /** True for the paths that only look at what is in memory: they are answered always, and are not among the requests. */
  looks?(path: string): boolean;
  handle(exchange: Exchange): Promise<void> | void;
};

/** Pieces sent by `die`, `stall` and `stream-error` before the trouble. */
const PIECES_BEFORE_TROUBLE = 2;
const ENDLESS_PIECE = 64 * 1024; // characters

/** A dying server's last words need this long to be read. */
const MILLISECONDS_BEFORE_DEATH = 50;

function asBehaviour(behaviour: StandInBehaviour | StandInBehaviourKind): StandInBehaviour {
  return typeof behaviour === 'string' ? { kind: behaviour } : behaviour;
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function asBody(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** Starts a real HTTP server on 127.0.0.1 that speaks the given protocol. */
export async function startStandIn(protocol: Protocol, options: StandInOptions): Promise<StandIn> {
  const requests: RecordedRequest[] = [];
  const waiting = new Set<() => void>();
  let behaviour = asBehaviour(options.behaviour ?? 'normal');
  let remaining = Number.POSITIVE_INFINITY;
  let reply: (request: StandInChatRequest) => string | StandInReply = options.reply ?? defaultReply;
  let held: (() => void)[] = [];

  function takeBehaviour(path: string, method: string): StandInBehaviour {
    const refuses = protocol.refuse(behaviour) !== null;
    if (!refuses && !protocol.runsModel(path, method)) return { kind: 'normal' };
    if (remaining <= 0) return { kind: 'normal' };
    remaining -= 1;
    return behaviour;
  }

  /** Resolves on `release()`, or with false when the client left first. */
  function hold(response: ServerResponse): Promise<boolean> {
    return new Promise(resolve => {
      held.push(() => resolve(true));
      response.once('close', () => resolve(false));
    });
  }

  async function send(response: ServerResponse, text: string): Promise<boolean> {
    if (response.destroyed) return false;
    if (response.write(text)) return true;
    const either = new AbortController();
    const { signal } = either;
    await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]);
    either.abort(); // or each wait leaves a listener behind
    return !response.destroyed;
  }

  async function stream(
    response: ServerResponse,
    now: StandInBehaviour,
    words: StreamProtocol,
  ): Promise<boolean> {
    if (now.kind === 'hang' && !(await hold(response))) return false;
    if (now.kind === 'reset') {
      response.destroy();
      return false;
    }
    response.writeHead(200, { 'content-type': words.contentType });
    if (now.kind === 'empty') {
      response.end();
      return false;
    }
    if (now.kind === 'garbage') {
      response.end('<html><body>Bad gateway\u0000\ufffd</body></html>\n\ndata: {"oops\n\n');
      return false;
    }
    if (now.kind === 'endless-line') {
      const filler = `data: ${'a'.repeat(ENDLESS_PIECE)}`;
      while (await send(response, filler)) await new Promise(resolve => setImmediate(resolve));
      return false;
    }
    for (const text of [...words.opening, ...words.thinking]) await send(response, text);
    if (now.kind === 'endless') {
      while (await send(response, words.filler)) await new Promise(resolve => setImmediate(resolve));
      return false;
    }
    const troubled = now.kind === 'die' || now.kind === 'stall' || now.kind === 'stream-error';
    const before = troubled ? words.pieces.slice(0, PIECES_BEFORE_TROUBLE) : [];
    for (const text of before) await send(response, text);
    if (now.kind === 'stream-error') {
      await send(response, words.failure);
      response.end();
      return false;
    }
    if (now.kind === 'die') {
      // The pieces must be read before the connection is cut, or the client sees no first token.
      await delay(MILLISECONDS_BEFORE_DEATH);
      response.destroy();
      return false;
    }
    if (now.kind === 'stall' && !(await hold(response))) return false;
    for (const text of [...words.pieces.slice(before.length), ...words.closing]) await send(response, text);
    response.end();
    return !response.destroyed;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET';
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    );
    const bytes = await readBytes(request);
    const body = asBody(bytes);
    const isLook = protocol.looks?.(path) === true;
    const now = isLook ? { kind: 'normal' as const } : takeBehaviour(path, method);
    const ended = new Promise<'complete' | 'left'>(resolve => {
      response.once('close', () => resolve(response.writableFinished ? 'complete' : 'left'));
    });
    if (!isLook) requests.push({ method, path, headers, body, ended });
    for (const wake of waiting) wake();

    const json: Exchange['json'] = (status, content, extra = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...extra });
      response.end(JSON.stringify(content));
    };
    const keyMissing = options.apiKey !== undefined && !protocol.authorised(headers, options.apiKey);
    const refusal = protocol.refuse(keyMissing ? { kind: 'unauthorised' } : now);
    if (refusal !== null) {
      json(refusal.status, refusal.body, refusal.headers);
      return;
    }
    await protocol.handle({
      method,
      path,
      headers,
      body,
      bytes,
      behaviour: now,
      json: (status, content, extra) => {
        // An answer that is not streamed knows only trouble or no trouble.
        if (now.kind === 'garbage') response.end('<html>Bad gateway</html>');
        else if (now.kind === 'die' || now.kind === 'reset') response.destroy();
        else if (now.kind === 'hang')
          void hold(response).then(released => released && json(status, content, extra));
        else json(status, content, extra);
      },
      stream: words => stream(response, now, words),
      reply: chat => {
        const given = reply(chat);
        return typeof given === 'string' ? { text: given } : given;
      },
    });
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    setBehaviour(next, { times = Number.POSITIVE_INFINITY } = {}) {
      behaviour = asBehaviour(next);
      remaining = times;
    },
    setReply(next) {
      reply = next;
    },
    release() {
      const going = held;
      held = [];
      for (const go of going) go();
    },
    waitForRequest(condition) {
      return new Promise(resolve => {
        const look = (): void => {
          const found = requests.find(condition);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    },
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
