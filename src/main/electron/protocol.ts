import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { Readable } from 'node:stream';
import { protocol, type Session } from 'electron';
import { DESKTOP_ORIGIN } from '#shared/lib/desktop-bridge.ts';

const SCHEME = new URL(DESKTOP_ORIGIN).protocol.slice(0, -1);
const HOST = new URL(DESKTOP_ORIGIN).host;

/**
 * Scripts and connections only from our own files; no frame, form or plug-in. Inline styles are how the interface
 * library writes its style sheets; a style can fetch nothing under these rules.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
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

/** A file the page may download beside its own: its path on disk and how to name it. */
export type Download = { path: string; fileName: string; mediaType: string; size: number };

export type PageFiles = {
  /** Absolute path of the built interface. */
  folder: string;
  /** The file behind a path under `/api/` (originals of documents), or null. May throw a FoyerError. */
  download(path: string): Promise<Download | null>;
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

/** Answers one request of the page: a file of the interface, the page itself for its own addresses, or a download. */
export async function answerPageRequest(
  request: Pick<Request, 'url' | 'method'>,
  files: PageFiles,
): Promise<Response> {
  const { host, pathname } = new URL(request.url);
  if (host !== HOST) return refuse(404);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  const path = decodedPath(pathname);
  if (path === null) return refuse(400);
  if (path.startsWith('/api/')) return await answerDownload(path, files);
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
  const { size } = await stat(file);
  const body = method === 'HEAD' ? null : streamOf(file);
  return new Response(body, {
    headers: {
      ...SECURITY_HEADERS,
      'content-type': MEDIA_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream',
      'content-length': String(size),
      // File names carry a hash of their content, except the page that names them.
      'cache-control': file.endsWith(PAGE) ? 'no-cache' : 'public, max-age=31536000, immutable',
    },
  });
}

async function answerDownload(path: string, files: PageFiles): Promise<Response> {
  const download = await files.download(path);
  if (download === null) return refuse(404);
  return new Response(streamOf(download.path), {
    headers: {
      ...SECURITY_HEADERS,
      'content-type': download.mediaType,
      'content-length': String(download.size),
      // Saved, never shown: a document is foreign content and must not run with the rights of our origin.
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(download.fileName)}`,
    },
  });
}

function streamOf(file: string): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
}

function refuse(status: 400 | 404 | 405): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
