import { mkdtemp } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '#main/app/create-app.ts';
import type { App, AppOptions } from '#main/app/ports.ts';
import { createHttpDoor, type HttpDoorOptions } from '#main/http/index.ts';
import { layEmptyDatabase } from '../support/empty-database.ts';
import { removeFolder } from '../support/temporary-folder.ts';

export const owner = {
  email: 'amelie@exemple.fr',
  password: 'une phrase assez longue',
  fullName: 'Amélie Roy',
};

/** The real app behind the real door, on a port of its own and a data folder that goes away. */
export type TestServer = {
  app: App;
  address: string;
  port: number;
  dataFolder: string;
  close(): Promise<void>;
};

export async function startTestServer({
  disk,
  ...options
}: Partial<HttpDoorOptions> & { disk?: AppOptions['disk'] } = {}): Promise<TestServer> {
  const dataFolder = await temporaryFolder();
  layEmptyDatabase(dataFolder);
  const app = await createApp({ dataFolder, mode: 'server', ...(disk === undefined ? {} : { disk }) });
  const door = await createHttpDoor(app, {
    host: '127.0.0.1',
    port: 0,
    staticFolder: join(dataFolder, 'no-interface'),
    rateLimits: null, // most tests ask more at once than any program should
    ...options,
  });
  return {
    app,
    address: door.address,
    port: door.port,
    dataFolder,
    async close() {
      await door.close();
      await app.close();
      removeFolder(dataFolder);
    },
  };
}

export async function temporaryFolder(): Promise<string> {
  return await mkdtemp(join(tmpdir(), 'foyer-doors-'));
}

/** Makes the first account through the one-time link and signs in. @returns the header programs send. */
export async function signInAsOwner({ app, address }: TestServer): Promise<{ authorization: string }> {
  const setUp = await send(address, '/api/auth/setup', {
    method: 'POST',
    json: { token: app.setUpToken(), language: 'fr', ...owner },
  });
  if (setUp.status !== 200) throw new Error(`set-up: ${setUp.text}`);
  const token = await send(address, '/api/auth/token', {
    method: 'POST',
    json: { email: owner.email, password: owner.password },
  });
  return { authorization: `Bearer ${String(field(token.json, 'accessToken'))}` };
}

export async function createBot(
  address: string,
  headers: Record<string, string>,
  name = 'Essai',
): Promise<string> {
  const bot = await send(address, '/api/chatbots', { method: 'POST', headers, json: { name } });
  return String(field(bot.json, 'id'));
}

export type Answer = { status: number; headers: Headers; text: string; json: unknown };

/** Sends what a program would, and reads the whole answer. */
export async function send(
  address: string,
  path: string,
  options: {
    method?: string;
    headers?: Record<string, string>;
    json?: unknown;
    body?: string | FormData;
  } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, json, body } = options;
  const response = await fetch(`${address}${path}`, {
    method,
    headers: json === undefined ? headers : { 'content-type': 'application/json', ...headers },
    body: json === undefined ? (body ?? null) : JSON.stringify(json),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

/** A form with one file, its fields before it. */
export function formOf(
  content: string | Buffer,
  fileName: string,
  fields: Readonly<Record<string, string>> = {},
): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), fileName);
  return form;
}

/** Sends headers that `fetch` would not let through (Host, Origin, Sec-Fetch-Site). */
export function sendRaw(
  port: number,
  options: { path?: string; method?: string; headers?: Record<string, string>; body?: string },
): Promise<{ status: number; text: string; headers: Record<string, string | string[] | undefined> }> {
  return new Promise((resolve, reject) => {
    const { path = '/health', method = 'GET', headers = {}, body } = options;
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => (text += String(chunk)));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Writes bytes to the socket and reads until the other side closes it. */
export function sendBytes(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', chunk => (text += String(chunk)));
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
    socket.write(bytes);
  });
}

export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
}

/** The code of an error answer, in the shape of REST or of the page's wire. */
export function errorCode(answer: { json?: unknown; text: string }): unknown {
  const json = answer.json ?? parsed(answer.text);
  return field(field(json, 'error') ?? field(json, 'json'), 'code');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON: the test that expects some will say so
  }
}

/** Asks who we are over the control socket. */
export function controlRequest(
  socketPath: string,
  token: string | null,
): Promise<{ status: number; local: unknown }> {
  return new Promise((resolve, reject) => {
    const headers = token === null ? {} : { 'x-foyer-control-token': token };
    const sent = request({ socketPath, path: '/api/auth/state', headers, agent: false }, response => {
      let text = '';
      response.on('data', chunk => (text += String(chunk)));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, local: field(parsed(text), 'local') }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}
