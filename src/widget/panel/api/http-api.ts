import { base } from '../../base.ts';
import { UPLOAD_PATH, type Session } from '../../wire.ts';
import type { PanelHost } from '../host/panel-host.ts';
import { createEventReader } from './event-stream.ts';
import { ApiFailure, type FailureKind, type OnEvent, type VisitorApi } from './visitor-api.ts';

/** How long an ordinary call may take. Uploads and streams have none: they show that they go on. */
const CALL_TIMEOUT_MS = 20_000;
/** A stream is lost when nothing comes for so long; the server sends at least a comment every 15 s. */
const SILENCE_MS = 40_000;

type Call = { method: string; path: string; body?: unknown; form?: FormData; signal?: AbortSignal };

/** The server's visitor interface over HTTP, from the panel's own origin. */
export function createHttpApi(host: Pick<PanelHost, 'access'>): VisitorApi {
  async function send(call: Call, signal: AbortSignal): Promise<Response> {
    const response = await sendOnce(call, await host.access(false), signal);
    // The token ended on the way (a device that slept, a clock set right): once more with a new one.
    if (response.status !== 401) return response;
    return await sendOnce(call, await host.access(true), signal);
  }

  async function answer<T>(call: Call): Promise<T> {
    const response = await send(call, call.signal ?? AbortSignal.timeout(CALL_TIMEOUT_MS));
    const body = parsed(await reading(() => response.text()));
    if (!response.ok) throw failureOf(response, body);
    return body as T;
  }

  async function stream(call: Call, onEvent: OnEvent): Promise<void> {
    const silence = deadline(SILENCE_MS);
    try {
      const response = await send(call, silence.signal);
      if (!response.ok) throw failureOf(response, parsed(await reading(() => response.text())));
      let ended = false;
      const take = createEventReader(event => {
        ended ||= event.type === 'finished' || event.type === 'failed';
        onEvent(event);
      });
      const reader = response.body?.getReader();
      const decoder = new TextDecoder();
      while (reader !== undefined) {
        const { done, value } = await reading(() => reader.read());
        if (done) break;
        silence.again();
        take(decoder.decode(value, { stream: true }));
      }
      if (!ended) throw new ApiFailure('offline');
    } finally {
      silence.stop();
    }
  }

  const get = (path: string): Call => ({ method: 'GET', path });
  const post = (path: string, body: unknown = {}): Call => ({ method: 'POST', path, body });
  return {
    async session() {
      const session = await answer<Session>(get('session'));
      const { widget } = session;
      // A path on the server; a proxy may show it under one of its own.
      return widget.logo === null
        ? session
        : { ...session, widget: { ...widget, logo: base() + widget.logo } };
    },
    identify: person => answer({ method: 'PATCH', path: 'me', body: person }),
    consent: () => answer(post('consent')),
    forget: () => answer({ method: 'DELETE', path: 'me' }),
    conversation: id => answer(get(`conversations/${id}`)),
    chat: (question, onEvent) => stream(post('chat', question), onEvent),
    follow: (messageId, onEvent) => stream(get(`messages/${messageId}/follow`), onEvent),
    stop: messageId => answer(post(`messages/${messageId}/stop`)),
    rate: (messageId, rating, comment) => answer(post(`messages/${messageId}/feedback`, { rating, comment })),
    passage: (messageId, number, place) =>
      answer(get(`messages/${messageId}/sources/${number}?place=${place}`)),
    attach(file, signal) {
      const form = new FormData();
      form.append('file', file, file.name);
      return answer({ method: 'POST', path: UPLOAD_PATH, form, signal });
    },
    leave: lead => answer(post('leads', lead)),
    sendTranscript: (conversationId, email) => answer(post('transcript', { conversationId, email })),
  };
}

async function sendOnce(call: Call, token: string, signal: AbortSignal): Promise<Response> {
  const { method, path, body, form } = call;
  return await reading(() =>
    fetch(`${base()}/api/visitor/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: form ?? (body === undefined ? null : JSON.stringify(body)),
      credentials: 'omit',
      cache: 'no-store',
      signal,
    }),
  );
}

/** Whatever goes wrong between the browser and the server means one thing to a visitor. */
async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApiFailure) throw error;
    throw new ApiFailure('offline');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // an error page of something in between
  }
}

function failureOf(response: Response, body: unknown): ApiFailure {
  const { error } = (body ?? {}) as { error?: { code?: string; details?: { message?: unknown } } };
  const words = error?.details?.message;
  return new ApiFailure(kindOf(response.status), {
    code: error?.code ?? '',
    words: typeof words === 'string' ? words : null,
    retryAfterSeconds: Number(response.headers.get('retry-after')) || null,
  });
}

function kindOf(status: number): FailureKind {
  if (status === 429) return 'limited';
  if (status === 503) return 'busy';
  if (status === 404) return 'gone';
  if (status === 401) return 'ended';
  if (status === 502 || status === 504) return 'offline';
  return status >= 500 ? 'failed' : 'refused';
}

function deadline(milliseconds: number) {
  const aborting = new AbortController();
  let timer = setTimeout(() => aborting.abort(), milliseconds);
  return {
    signal: aborting.signal,
    again() {
      clearTimeout(timer);
      timer = setTimeout(() => aborting.abort(), milliseconds);
    },
    stop: () => clearTimeout(timer),
  };
}
