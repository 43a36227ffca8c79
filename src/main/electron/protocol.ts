import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { Readable } from 'node:stream';
import { protocol, type Session } from 'electron';
import { DESKTOP_ORIGIN } from '#shared/lib/desktop-bridge.ts';
import { pageContentPolicy, previewContentPolicy, withNonce } from '#shared/lib/page-security.ts';

const SCHEME = new URL(DESKTOP_ORIGIN).protocol.slice(0, -1);
const HOST = new URL(DESKTOP_ORIGIN).host;

/** On every answer. Only the page itself has a content policy of its own: it is the one document there is. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const MEDIA_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

const PAGE = 'index.html';

/** The preview of a widget, framed by the page; its built files lie beside those of the page. */
const WIDGET_PATH = '/widget/';

export type PageFiles = {
  /** Absolute path of the built interface. */
  folder: string;
  /** Answers what the page sends and saves under `/api`. */
  answerFiles(request: Request): Promise<Response>;
};

/** Before the system says `ready`: makes `foyer:` a real origin, with its own storage and rules. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

export function servePage(session: Session, files: PageFiles): void {
  session.protocol.handle(SCHEME, request => answerPageRequest(request, files));
}

/** Answers one request of the page: a file of the interface, the page itself for its own addresses, or what goes in or out. */
export async function answerPageRequest(request: Request, files: PageFiles): Promise<Response> {
  const { host, pathname } = new URL(request.url);
  if (host !== HOST) return refuse(404);
  const path = decodedPath(pathname);
  if (path === null) return refuse(400);
  if (path.startsWith('/api/')) {
    // The preview in its frame is of no origin: what it could send, nobody chose.
    const origin = request.headers.get('origin');
    return origin === null || origin === DESKTOP_ORIGIN ? await files.answerFiles(request) : refuse(403);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  if (path.startsWith(WIDGET_PATH)) return await answerPreview(path.slice(WIDGET_PATH.length), files);
  const file = await fileInside(files.folder, path);
  if (file !== null) return await respondWithFile(file, request.method);
  // The page's own addresses (`/chat/…`) have no file; what names a file that is not there is missing.
  if (extname(path) !== '') return refuse(404);
  const page = await fileInside(files.folder, `/${PAGE}`);
  return page === null ? refuse(404) : await respondWithFile(page, request.method);
}

/** The path with its escapes resolved, or null for one that could mean another file than it says. */
function decodedPath(pathname: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
  const segments = path.split('/');
  if (path.includes('\0') || path.includes('\\') || path.includes(':') || segments.includes('..'))
    return null;
  return path;
}

/** The real path of a regular file inside `folder`, links followed, or null. */
async function fileInside(folder: string, path: string): Promise<string | null> {
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, path));
    if (!file.startsWith(root + sep)) return null;
    return (await stat(file)).isFile() ? file : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return null;
    throw error;
  }
}

async function respondWithFile(file: string, method: string): Promise<Response> {
  const type = MEDIA_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
  if (file.endsWith('.html')) return await respondWithPage(file, type, method);
  const { size } = await stat(file);
  return new Response(method === 'HEAD' ? null : streamOf(file), {
    headers: {
      ...SECURITY_HEADERS,
      'content-type': type,
      'content-length': String(size),
      // What the bundler names carries a hash of its content; what it only copies does not.
      'cache-control': file.includes(`${sep}assets${sep}`)
        ? 'public, max-age=31536000, immutable'
        : 'no-cache',
    },
  });
}

async function respondWithPage(file: string, type: string, method: string): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  const page = withNonce(await readFile(file, 'utf8'), nonce);
  return new Response(method === 'HEAD' ? null : page, {
    headers: {
      ...SECURITY_HEADERS,
      'content-security-policy': pageContentPolicy(nonce),
      'content-type': type,
      'cache-control': 'no-store',
    },
  });
}

/** The document of a preview, or an asset of it; the document runs in a sandbox, as nobody's origin. */
async function answerPreview(path: string, files: PageFiles): Promise<Response> {
  const folder = join(files.folder, '..', 'widget');
  const isDocument = path === 'preview/';
  if (!isDocument && !path.startsWith('assets/')) return refuse(404);
  const file = await fileInside(folder, isDocument ? 'preview.html' : path);
  if (file === null) return refuse(404);
  return new Response(streamOf(file), {
    headers: {
      ...SECURITY_HEADERS,
      'cross-origin-resource-policy': 'cross-origin',
      'content-type': MEDIA_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream',
      'cache-control': isDocument ? 'no-store' : 'public, max-age=31536000, immutable',
      ...(isDocument ? { 'content-security-policy': previewContentPolicy } : {}),
    },
  });
}

function streamOf(file: string): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
}

function refuse(status: 400 | 403 | 404 | 405): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
