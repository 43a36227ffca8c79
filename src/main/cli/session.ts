import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { Agent, fetch as undiciFetch } from 'undici';
import { z } from 'zod';
import { FoyerError, errorCodes, isFoyerError } from '#shared/errors.ts';
import type { FileInput, FilePath } from '#shared/contract/index.ts';
import type { GivenFile, MadeFile } from '#shared/contract/files.ts';
import { addressWithQuery, filledPath } from '#shared/lib/route-address.ts';
import type { App, RemoteClient, RequestContext } from '#main/app/ports.ts';
import { CONTROL_TOKEN_HEADER } from '#main/http/index.ts';
import { prepareDataFolder } from '#main/platform/data-folder.ts';
import {
  acquireInstance,
  readRunningInstance,
  type Instance,
  type InstanceRecord,
} from '#main/platform/instance/index.ts';

/** A file that a route of the contract gives, as it comes. */
export type FetchedFile = { fileName: string; content: AsyncIterable<string | Uint8Array> };
export type FetchFile = <Path extends FilePath>(path: Path, input: FileInput<Path>) => Promise<FetchedFile>;

/** A way to the data folder: through the Foyer already running on it, or by opening it here. */
export type Session = { client: RemoteClient; fetchFile: FetchFile; close(): Promise<void> };

export type SessionOptions = {
  dataFolder: string;
  /** Opens the secrets when the folder is opened here and a passphrase protects them. */
  passphrase?: string | null;
  signal: AbortSignal;
  /** Called once when another command has the folder and this one waits for it. */
  onWait(other: InstanceRecord): void;
};

/** How REST says that something failed. */
const failed = z.object({ error: z.object({ code: z.enum(errorCodes), message: z.string() }) });

const OTHER_COMMAND_WAIT_MS = 30_000; // commands are short; an import may not be, and then the person is told
const OTHER_COMMAND_POLL_MS = 150;

/** @throws FoyerError `storage.locked` when another command keeps the folder, or its holder does not answer. */
export async function openSession(options: SessionOptions): Promise<Session> {
  prepareDataFolder(options.dataFolder);
  const running = readRunningInstance(options.dataFolder);
  if (running !== null && running.mode !== 'command-line') return openThere(running);
  const deadline = Date.now() + OTHER_COMMAND_WAIT_MS;
  let told = false;
  for (;;) {
    try {
      return await openHere(
        acquireInstance({ dataFolder: options.dataFolder, mode: 'command-line' }),
        options,
      );
    } catch (error) {
      if (!isFoyerError(error) || error.code !== 'storage.locked') throw error;
      const other = readRunningInstance(options.dataFolder);
      if (other !== null && other.mode !== 'command-line') return openThere(other);
      if (Date.now() > deadline) throw error;
      if (other !== null && !told) options.onWait(other);
      told ||= other !== null;
      await wait(OTHER_COMMAND_POLL_MS, undefined, { signal: options.signal });
    }
  }
}

async function openHere(
  instance: Instance,
  { dataFolder, passphrase = null }: SessionOptions,
): Promise<Session> {
  let app: App;
  try {
    const { createApp } = await import('#main/app/create-app.ts');
    app = await createApp({ dataFolder, mode: 'command-line', keys: { passphrase } });
  } catch (error) {
    instance.release();
    throw error;
  }
  return {
    client: app.client(localContext(app)),
    fetchFile: async (path, input) => await fileHere(app, filledPath(path, input)),
    async close() {
      await app.close();
      instance.release();
    },
  };
}

function openThere(other: InstanceRecord): Session {
  const agent = new Agent({ connect: { socketPath: other.controlPath }, bodyTimeout: 0, headersTimeout: 0 });
  const link = new RPCLink({
    url: 'http://localhost/rpc',
    headers: { [CONTROL_TOKEN_HEADER]: other.controlToken },
    fetch: async request => await overSocket(request, agent, other),
  });
  return {
    client: createORPCClient<RemoteClient>(link),
    fetchFile: async (path, input) => {
      const headers = { [CONTROL_TOKEN_HEADER]: other.controlToken };
      const request = new Request(`http://localhost/api${addressWithQuery(path, input)}`, { headers });
      return await fileOf(await overSocket(request, agent, other));
    },
    close: async () => await agent.destroy(),
  };
}

async function fileHere(app: App, { path, rest }: ReturnType<typeof filledPath>): Promise<FetchedFile> {
  const found = app.files.find('GET', path);
  if (found === null) throw new FoyerError('resource.not_found', `No file at ${path}`);
  const { signal } = new AbortController(); // an interrupted command ends with its process
  const input = { ...Object.fromEntries(rest), ...found.parameters };
  // The output of a route that gives a file is checked to be one.
  const file = (await app.files.call(found.route, input, {
    context: localContext(app),
    signal,
  })) as GivenFile;
  return {
    fileName: file.fileName,
    content: contentOf(file, signal),
  };
}

function contentOf(file: GivenFile, signal: AbortSignal): AsyncIterable<string | Uint8Array> {
  if ('path' in file) return createReadStream(file.path);
  return 'content' in file ? file.content(signal) : madeContent(file);
}

async function* madeContent({ bytes }: MadeFile): AsyncGenerator<Uint8Array> {
  yield await bytes();
}

async function fileOf(response: Response): Promise<FetchedFile> {
  if (!response.ok || response.body === null) {
    const body: unknown = await response.json();
    const { error } = failed.parse(body);
    throw new FoyerError(error.code, error.message);
  }
  const name = /filename\*=UTF-8''(\S+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { fileName: decodeURIComponent(name ?? 'file'), content: response.body };
}

async function overSocket(request: Request, agent: Agent, other: InstanceRecord): Promise<Response> {
  const body = request.body === null ? null : await request.text();
  try {
    const response = await undiciFetch(request.url, {
      method: request.method,
      headers: Object.fromEntries(request.headers),
      body,
      signal: request.signal,
      dispatcher: agent,
    });
    // The classes of undici and of Node are two copies of one standard: what crosses is the standard part.
    return new Response(response.body as ReadableStream<Uint8Array> | null, {
      status: response.status,
      headers: Object.fromEntries(response.headers),
    });
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new FoyerError('storage.locked', `Process ${other.pid} has the data folder but does not answer`, {
      details: { pid: other.pid, mode: other.mode, address: other.address },
      cause: error,
    });
  }
}

/** A request of the owner of this machine that came through no socket. */
export function localContext(app: App): RequestContext {
  return {
    principal: app.localPrincipal(),
    correlationId: randomUUID(),
    remote: { address: null, userAgent: null },
    setSessionCookie() {
      throw new FoyerError('request.invalid', 'The command line keeps no session cookie');
    },
  };
}
