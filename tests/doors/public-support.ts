import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { visitorEvent, type VisitorEvent } from '#shared/contract/visitor.ts';
import type { widgetUpdate } from '#shared/contract/widget-settings.ts';
import type { z } from 'zod';
import { createPublicDoor, type PublicDoorOptions } from '#main/http/index.ts';
import {
  createBot,
  field,
  send,
  sendRaw,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from './door-support.ts';
import { until } from '../support/until.ts';
import { freePort } from '../support/free-port.ts';

/** The page of the office that shows the widget. */
export const PAGE = 'https://intranet.exemple.fr';

export type PublicServer = TestServer & {
  publicPort: number;
  /** Of the administration. */
  headers: { authorization: string };
  chatbotId: string;
};

/** The real app behind both listeners, the public one on this machine alone, with one chatbot that has a widget. */
export async function startPublicServer(
  options: Partial<PublicDoorOptions> & { network?: Record<string, unknown> } = {},
): Promise<PublicServer> {
  const { network = {}, ...doorOptions } = options;
  const server = await startTestServer();
  const widgetFolder = join(server.dataFolder, 'widget');
  makeWidgetFiles(widgetFolder);
  const door = await createPublicDoor(server.app, { widgetFolder, ...doorOptions });
  const headers = await signInAsOwner(server);
  const chatbotId = await createBot(server.address, headers, 'Accueil');
  const publicPort = await freePort();
  await setNetwork(
    { ...server, headers },
    { enabled: true, interface: 'loopback', port: publicPort, ...network },
  );
  return {
    ...server,
    publicPort,
    headers,
    chatbotId,
    async close() {
      await door.close();
      await server.close();
    },
  };
}

export const LOADER_INTEGRITY = 'sha384-essai';

/** What a build leaves, in small. */
function makeWidgetFiles(folder: string): void {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'v1.js'), '/* loader */');
  writeFileSync(join(folder, 'integrity.json'), JSON.stringify({ 'v1.js': LOADER_INTEGRITY }));
  writeFileSync(join(folder, 'check.html'), '<!doctype html><html><head></head><body></body></html>');
  writeFileSync(join(folder, 'assets', 'panel-0a1b2c.js'), '/* panel */');
  writeFileSync(
    join(folder, 'panel.html'),
    '<!doctype html><html><head><title>Chat</title></head><body><script src="/widget/assets/panel-0a1b2c.js"></script></body></html>',
  );
  writeFileSync(join(folder, 'assets', 'window-0a1b2c.js'), '/* window */');
  writeFileSync(join(folder, 'page.html'), '<!doctype html><html><head></head><body></body></html>');
  writeFileSync(join(folder, 'preview.html'), 'for the administration alone');
}

export async function setNetwork(
  server: Pick<PublicServer, 'address' | 'headers'>,
  change: Record<string, unknown>,
): Promise<unknown> {
  const answer = await send(server.address, '/api/network', {
    method: 'PATCH',
    headers: server.headers,
    json: change,
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.json;
}

/** A model that speaks OpenAI's protocol becomes the one that answers. */
export async function addModel(
  server: Pick<PublicServer, 'address' | 'headers'>,
  { url }: { url: string },
  details: Record<string, unknown> = {},
): Promise<void> {
  const answer = await send(server.address, '/api/llm', {
    method: 'POST',
    headers: server.headers,
    json: {
      name: 'Modèle',
      provider: 'openai',
      model: 'mistral-small:latest',
      url: `${url}/v1`,
      purpose: 'chat',
      isDefault: true,
      ...details,
    },
  });
  if (answer.status !== 201) throw new Error(answer.text);
}

/** Limits that no test reaches by asking. */
export const AMPLE_LIMITS = {
  visitorPerMinute: 500,
  visitorPerDay: 10_000,
  widgetPerMinute: 10_000,
  addressPerMinute: 10_000,
};

type WidgetChange = Omit<z.input<typeof widgetUpdate>, 'id'>;

/** Changes the widget; by default it is switched on for the page. @returns its public id. */
export async function setWidget(
  server: Pick<PublicServer, 'address' | 'headers' | 'chatbotId'>,
  change: WidgetChange = {},
): Promise<string> {
  const answer = await send(server.address, `/api/chatbots/${server.chatbotId}/widget`, {
    method: 'PATCH',
    headers: server.headers,
    json: { enabled: true, allowedDomains: ['intranet.exemple.fr'], ...change },
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return String(field(answer.json, 'publicId'));
}

export type Visitor = { token: string; visitorId: string; visitorSecret: string };

/** What the loader does on a page. */
export async function exchange(
  port: number,
  widgetId: string,
  options: { origin?: string | null; visitor?: { visitorId: string; visitorSecret: string } } = {},
): Promise<{
  status: number;
  text: string;
  json: unknown;
  headers: Record<string, string | string[] | undefined>;
}> {
  const { origin = PAGE, visitor } = options;
  const answer = await sendRaw(port, {
    path: '/api/visitor/token',
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(origin === null ? {} : { origin }) },
    body: JSON.stringify({
      widgetId,
      ...(visitor === undefined
        ? {}
        : { visitorId: visitor.visitorId, visitorSecret: visitor.visitorSecret }),
    }),
  });
  return { ...answer, json: answer.text === '' ? undefined : JSON.parse(answer.text) };
}

export async function becomeVisitor(port: number, widgetId: string): Promise<Visitor> {
  const { status, text, json } = await exchange(port, widgetId);
  if (status !== 200) throw new Error(text);
  const { token, visitorId, visitorSecret } = json as Visitor;
  return { token, visitorId, visitorSecret };
}

/** What the panel sends. */
export async function asVisitor(
  port: number,
  { token }: { token: string },
  path: string,
  options: { method?: string; json?: unknown } = {},
) {
  return await send(`http://127.0.0.1:${port}`, `/api/visitor${path}`, {
    method: options.method ?? (options.json === undefined ? 'GET' : 'POST'),
    headers: { authorization: `Bearer ${token}` },
    ...(options.json === undefined ? {} : { json: options.json }),
  });
}

export function eventsIn(text: string): VisitorEvent[] {
  return text
    .split('\n\n')
    .filter(block => block.startsWith('data: '))
    .map(block => visitorEvent.parse(JSON.parse(block.slice('data: '.length))));
}

let sent = 0;

/** Asks and reads the whole answer. */
export async function ask(
  port: number,
  visitor: { token: string },
  message: string,
  rest: Record<string, unknown> = {},
) {
  sent += 1;
  const answer = await asVisitor(port, visitor, '/chat', {
    json: { message, clientMessageId: `message-${process.pid}-${sent}`, ...rest },
  });
  return { ...answer, events: eventsIn(answer.text) };
}

/** Sends a question and leaves it running; resolves with its first events, and reads on. */
export function askAndStay(port: number, token: string, json: Record<string, unknown>) {
  let text = '';
  let wake: () => void = () => undefined;
  const sent = request({
    host: '127.0.0.1',
    port,
    path: '/api/visitor/chat',
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    agent: false,
  });
  const ended = new Promise<void>((resolve, reject) => {
    sent.on('response', response => {
      response.setEncoding('utf8');
      response.on('data', chunk => {
        text += String(chunk);
        wake();
      });
      response.on('close', resolve);
      response.on('error', () => undefined);
    });
    sent.on('error', reject);
  });
  ended.catch(() => undefined);
  sent.end(JSON.stringify(json));
  return {
    events: () => eventsIn(text),
    async has(type: string) {
      while (!eventsIn(text).some(event => event.type === type)) {
        await new Promise<void>(resolve => (wake = resolve));
      }
      return eventsIn(text);
    },
    leave: () => sent.destroy(),
    ended,
  };
}

export function finishedOf(events: readonly VisitorEvent[]) {
  const last = events.at(-1);
  if (last?.type !== 'finished') throw new Error(`No finished answer: ${JSON.stringify(events)}`);
  return last.message;
}

/** Adds the French sample and waits until it is read. */
export async function addSample({ address, headers, chatbotId }: PublicServer): Promise<void> {
  await send(address, '/api/documents/sample', {
    method: 'POST',
    headers,
    json: { chatbotId, language: 'fr' },
  });
  await until(async () => {
    const list = await send(address, '/api/documents', { headers });
    return field(field(list.json, 'totals'), 'working') === 0;
  });
}
