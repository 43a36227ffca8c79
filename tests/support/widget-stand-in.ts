/**
 * A stand-in for the visitor side of the server: speaks the wire of `shared/contract/visitor.ts`, keeps everything in
 * memory, and misbehaves on demand. What the real server does is tested against the real server.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { VisitorMessage, VisitorSession } from '#shared/contract/visitor-panel.ts';
import { sendLooks, sendWidgetFile, widgetIntegrity } from './widget-files.ts';
import { bytesOf, jsonOf, pause, problem, send } from './plain-http.ts';
import {
  messageOf,
  profile,
  STAND_IN_SECOND_PLACE,
  STAND_IN_SOURCES,
  STAND_IN_WIDGET,
  usualReply,
  type Conversation,
  type Visitor,
  type WidgetStandIn,
} from './widget-stand-in-data.ts';

const TOKEN_SECONDS = 900;

type Answering = {
  message: VisitorMessage;
  conversation: Conversation;
  listeners: Set<(event: object) => void>;
  events: object[];
  stop: () => void;
};

type Failure = {
  path: RegExp;
  status: number;
  body?: object;
  headers?: Record<string, string>;
  times: number;
};

export async function startWidgetStandIn(): Promise<WidgetStandIn> {
  const tokens = new Map<string, string>();
  const answering = new Map<string, Answering>();
  const byClientMessage = new Map<string, string>();
  const attachments = new Map<string, VisitorMessage['attachments'][number]>();
  const streams = new Set<ServerResponse>();
  const failures: Failure[] = [];
  let held = false;
  let resume = (): void => undefined;
  let losing = false;
  let server: Server;
  let port = 0;

  const standIn: WidgetStandIn = {
    url: '',
    widget: structuredClone(STAND_IN_WIDGET),
    conversations: new Map(),
    visitors: new Map(),
    leads: [],
    feedback: [],
    transcripts: [],
    requests: [],
    reply: usualReply,
    pace: 5,
    open: true,
    allowed: () => true,
    fail(path, status, body = {}, headers = {}, times = 1) {
      failures.push({ path, status, body, headers, times });
    },
    mend() {
      failures.length = 0;
    },
    hold() {
      held = true;
    },
    release() {
      held = false;
      resume();
    },
    breakStreams() {
      for (const stream of streams) stream.destroy();
    },
    loseNextChat() {
      losing = true;
    },
    queue: [],
    files: new Map(),
    expireTokens: () => tokens.clear(),
    build: () => ({ integrity: widgetIntegrity() }),
    reset() {
      held = false;
      losing = false;
      resume();
      failures.length = 0;
      standIn.conversations.clear();
      standIn.visitors.clear();
      standIn.files.clear();
      for (const list of [standIn.leads, standIn.feedback, standIn.transcripts, standIn.requests])
        list.length = 0;
      Object.assign(standIn, {
        widget: structuredClone(STAND_IN_WIDGET),
        reply: usualReply,
        pace: 5,
        open: true,
        allowed: () => true,
        queue: [],
      });
    },
    async sleep() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
    wake: () => listen(),
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };

  async function listen(): Promise<void> {
    server = createServer((request, response) => {
      handle(request, response).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500);
        response.end(String(error));
      });
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
    standIn.url = `http://foyer.test:${port}`; // a name the browser of the tests knows
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET' } = request;
    const { pathname } = new URL(request.url ?? '/', standIn.url);
    standIn.requests.push(`${method} ${pathname}`);
    if (pathname === '/api/visitor/token') return await token(request, response);
    const failure = failures.find(({ path, times }) => times > 0 && path.test(pathname));
    if (failure !== undefined) {
      failure.times -= 1;
      return send(response, failure.status, failure.body ?? {}, failure.headers);
    }
    const file = standIn.files.get(pathname);
    if (file !== undefined)
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(file);
    if (/^\/widget\/wdgt\w+\.js(on)?$/.test(pathname)) return sendLooks(pathname, standIn.widget, response);
    if (!pathname.startsWith('/api/')) return sendWidgetFile(pathname, response);
    const visitorId = tokens.get((request.headers.authorization ?? '').replace('Bearer ', ''));
    const visitor = standIn.visitors.get(visitorId ?? '');
    if (visitor === undefined) return send(response, 401, problem('auth.session_expired'));
    await call(method, pathname.slice('/api/visitor/'.length), request, response, visitor);
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { origin } = request.headers;
    const cross = {
      'access-control-allow-origin': origin ?? '*',
      'access-control-allow-headers': 'content-type',
      'access-control-expose-headers': 'retry-after',
      vary: 'origin',
    };
    if (request.method === 'OPTIONS') return send(response, 204, null, cross);
    const failure = failures.find(({ path, times }) => times > 0 && path.test('/api/visitor/token'));
    if (failure !== undefined) {
      failure.times -= 1;
      return send(response, failure.status, failure.body ?? {}, { ...cross, ...failure.headers });
    }
    if (!standIn.allowed(origin)) return send(response, 403, problem('request.forbidden_origin'), cross);
    const given = (await jsonOf(request)) as { widgetId: string; visitorId?: string; visitorSecret?: string };
    if (given.widgetId !== standIn.widget.id && !given.widgetId.startsWith('wdgt'))
      return send(response, 404, problem('resource.not_found'), cross);
    const known = standIn.visitors.get(given.visitorId ?? '');
    const visitor: Visitor =
      known !== undefined && known.secret === given.visitorSecret
        ? known
        : { id: randomUUID(), secret: randomUUID(), name: null, email: null, consentAt: null };
    standIn.visitors.set(visitor.id, visitor);
    const made = randomUUID();
    tokens.set(made, visitor.id);
    const answer = {
      token: made,
      expiresIn: TOKEN_SECONDS,
      visitorId: visitor.id,
      visitorSecret: visitor.secret,
    };
    send(response, 200, answer, cross);
  }

  async function call(
    method: string,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
    visitor: Visitor,
  ): Promise<void> {
    const [, messageId = '', rest = ''] = /^messages\/([^/]+)\/(.+)$/.exec(path) ?? [];
    const own = [...standIn.conversations.values()].filter(({ visitorId }) => visitorId === visitor.id);
    if (path === 'session') {
      const conversations = own.map(({ id, title, updatedAt }) => ({ id, title, updatedAt }));
      const session: VisitorSession = {
        widget: standIn.widget,
        visitor: profile(visitor),
        conversations: conversations.reverse(),
        open: standIn.open,
        server: { version: '0.0.0' },
      };
      send(response, 200, session);
    } else if (path === 'me' && method === 'PATCH') {
      Object.assign(visitor, await jsonOf(request));
      send(response, 200, profile(visitor));
    } else if (path === 'me' && method === 'DELETE') {
      for (const { id } of own) standIn.conversations.delete(id);
      standIn.visitors.delete(visitor.id);
      send(response, 200, {});
    } else if (path === 'consent') {
      visitor.consentAt = new Date().toISOString();
      send(response, 200, profile(visitor));
    } else if (path.startsWith('conversations/')) {
      const found = own.find(({ id }) => id === path.slice('conversations/'.length));
      if (found === undefined) send(response, 404, problem('resource.not_found'));
      else send(response, 200, { ...found, visitorId: undefined });
    } else if (path === 'chat') await chat(request, response, visitor);
    else if (rest === 'follow') follow(messageId, response);
    else if (rest === 'stop') {
      answering.get(messageId)?.stop();
      send(response, 200, {});
    } else if (rest === 'feedback') {
      standIn.feedback.push({ messageId, ...((await jsonOf(request)) as { rating: string }) });
      send(response, 200, {});
    } else if (rest.startsWith('sources/')) {
      const number = Number(rest.slice('sources/'.length));
      const place = Number(new URL(request.url ?? '/', standIn.url).searchParams.get('place'));
      const source = STAND_IN_SOURCES.find(one => one.number === number);
      if (source === undefined) return send(response, 404, problem('resource.not_found'));
      const { title, page, quote } = place === 1 ? { ...source, ...STAND_IN_SECOND_PLACE } : source;
      const before = `${'Les absences énumérées ci-après sont rémunérées et assimilées à du temps de travail effectif. '.repeat(6)}\n\n`;
      send(response, 200, {
        title,
        page,
        pages: place === 1 ? '14–15' : String(page),
        before,
        quote,
        after: '\n\nUn jour est accordé pour le mariage d’un enfant.',
      });
    } else if (path === 'leads') {
      standIn.leads.push((await jsonOf(request)) as { reason: string; fields: Record<string, string> });
      send(response, 201, {});
    } else if (path === 'transcript') {
      standIn.transcripts.push((await jsonOf(request)) as { conversationId: string; email: string });
      send(response, 200, {});
    } else if (path === 'attachments') {
      const body = (await bytesOf(request)).toString('latin1');
      const name = Buffer.from(/filename="([^"]*)"/.exec(body)?.[1] ?? '', 'latin1').toString('utf8');
      const mediaType = /Content-Type: (\S+)/i.exec(body)?.[1] ?? 'text/plain';
      const image = mediaType.startsWith('image/');
      const attachment: VisitorMessage['attachments'][number] = {
        id: randomUUID(),
        fileName: name,
        mediaType,
        size: 1234,
        kind: image ? 'image' : mediaType === 'application/pdf' ? 'pdf' : 'text',
        notice: image ? 'image_not_read' : null,
      };
      attachments.set(attachment.id, attachment);
      send(response, 201, attachment);
    } else send(response, 404, problem('resource.not_found'));
  }

  async function chat(request: IncomingMessage, response: ServerResponse, visitor: Visitor): Promise<void> {
    const given = (await jsonOf(request)) as {
      conversationId?: string;
      message: string;
      clientMessageId: string;
      attachmentIds?: string[];
    };
    const known = byClientMessage.get(given.clientMessageId);
    if (known === undefined) {
      const conversation =
        standIn.conversations.get(given.conversationId ?? '') ?? begin(visitor, given.message);
      const files = (given.attachmentIds ?? []).flatMap(id => attachments.get(id) ?? []);
      conversation.messages.push(
        messageOf({
          sender: { kind: 'visitor', name: null },
          content: given.message,
          clientMessageId: given.clientMessageId,
          attachments: files,
        }),
      );
      const message = messageOf({ status: 'streaming' });
      conversation.messages.push(message);
      byClientMessage.set(given.clientMessageId, message.id);
      answer(conversation, message, given.message);
    }
    if (losing) {
      losing = false;
      response.destroy();
      return;
    }
    follow(byClientMessage.get(given.clientMessageId) ?? '', response);
  }

  function begin(visitor: Visitor, title: string): Conversation {
    const conversation = {
      id: randomUUID(),
      visitorId: visitor.id,
      title,
      updatedAt: new Date().toISOString(),
      messages: [],
    };
    standIn.conversations.set(conversation.id, conversation);
    return conversation;
  }

  function answer(conversation: Conversation, message: VisitorMessage, question: string): void {
    const { text, quotes, sources = [], abstained = false, ...checked } = standIn.reply(question);
    const pieces = text.match(/\S+\s*|\s+/g) ?? [];
    let stopped = false;
    const entry: Answering = {
      message,
      conversation,
      listeners: new Set(),
      events: [],
      stop() {
        stopped = true;
        resume();
      },
    };
    answering.set(message.id, entry);
    const tell = (event: object): void => {
      entry.events.push(event);
      for (const listener of entry.listeners) listener(event);
    };
    const ids = { conversationId: conversation.id, messageId: message.id };
    void (async () => {
      for (const position of standIn.queue) {
        tell({ type: 'queued', position, ...ids });
        await pause(standIn.pace * 20);
      }
      tell({ type: 'started', ...ids });
      tell({ type: 'sources', sources: quotes === undefined ? sources : [] });
      if (quotes !== undefined) {
        tell({ type: 'quotes', quotes, sources });
        await new Promise<void>(resolve => (resume = resolve));
      }
      for (const [index, piece] of pieces.entries()) {
        if (index === 1 && held) await new Promise<void>(resolve => (resume = resolve));
        if (stopped) break;
        message.content += piece;
        tell({ type: 'delta', text: piece });
        await pause(standIn.pace);
      }
      Object.assign(message, { status: stopped ? 'stopped' : 'complete', sources, abstained, ...checked });
      conversation.updatedAt = new Date().toISOString();
      tell({ type: 'finished', message });
      answering.delete(message.id);
    })();
  }

  function follow(messageId: string, response: ServerResponse): void {
    const entry = answering.get(messageId);
    const stored = [...standIn.conversations.values()].flatMap(({ messages }) => messages);
    const message = stored.find(({ id }) => id === messageId);
    if (message === undefined) return send(response, 404, problem('resource.not_found'));
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    streams.add(response);
    response.on('close', () => streams.delete(response));
    const write = (event: object): void => {
      response.write(`data: ${JSON.stringify(event)}\n\n`);
      if ((event as { type: string }).type === 'finished') response.end();
    };
    if (entry === undefined) {
      const [conversation] = [...standIn.conversations.values()].filter(({ messages }) =>
        messages.includes(message),
      );
      write({ type: 'started', conversationId: conversation?.id, messageId });
      write({ type: 'finished', message });
      return;
    }
    for (const event of entry.events) write(event);
    entry.listeners.add(write);
    response.on('close', () => entry.listeners.delete(write));
  }

  await listen();
  return standIn;
}
