import type { IncomingMessage } from 'node:http';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError } from '#shared/errors.ts';
import { acceptedLanguage } from './accepted-language.ts';
import { problemBody, toProblem } from './problem.ts';

const BODY_DEADLINE_MS = 20_000; // 1 MB at 50 kB/s: slower is a broken line or an attack
const UPLOAD_IDLE_MS = 30_000; // an upload may last, but not stand still

/** What a socket is told when its request does not arrive; the connection is closed after it. */
export function timeoutResponse(language: Language | null = null): string {
  const error = new FoyerError('request.timeout', 'The request took too long to arrive');
  return rawResponse('408 Request Timeout', problemBody(toProblem(error, language), null), language);
}

/** A whole HTTP answer for a socket whose request never reached the application. */
export function rawResponse(statusLine: string, body: object, language: Language | null = null): string {
  const text = JSON.stringify(body);
  return [
    `HTTP/1.1 ${statusLine}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Language: ${language ?? 'en'}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
    '',
    text,
  ].join('\r\n');
}

export type BodyDeadlines = { bodyMs: number; uploadIdleMs: number };

/** Whether a request says that something follows its headers. */
export function hasBody({ headers }: IncomingMessage): boolean {
  const declared = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (declared !== undefined && declared !== '0');
}

/** Answers 408 to a request whose body does not come: as a whole in time, or for an upload without standing still. */
export function watchBody(
  request: IncomingMessage,
  deadlines: BodyDeadlines = { bodyMs: BODY_DEADLINE_MS, uploadIdleMs: UPLOAD_IDLE_MS },
): void {
  const upload = request.headers['content-type']?.toLowerCase().startsWith('multipart/') ?? false;
  const { socket } = request;
  let seen = socket.bytesRead;
  const giveUp = () => {
    if (request.complete || socket.destroyed) return stop();
    if (upload && socket.bytesRead !== seen) {
      seen = socket.bytesRead;
      return;
    }
    stop();
    socket.end(timeoutResponse(acceptedLanguage(request.headers)), () => socket.destroy());
  };
  const timer = setInterval(giveUp, upload ? deadlines.uploadIdleMs : deadlines.bodyMs);
  timer.unref();
  const stop = () => clearInterval(timer);
  request.once('close', stop);
  request.once('end', stop);
}
