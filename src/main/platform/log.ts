import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import { refusalIn } from './storage/refusals.ts';

export type Log = Logger;

const LOG_FILE_SIZE = '5M'; // one file; large enough for days, small enough to open
const LOG_FILES_KEPT = 5;
const LOG_AGAIN_MS = 5_000; // after a write that failed: soon enough to tell of it, seldom enough not to try in vain

/** Fields whose value never reaches a log, wherever a caller puts them. */
const secretFields = [
  'apiKey',
  'password',
  'passphrase',
  'currentPassword',
  'newPassword',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'sealedKey',
];

const redact = {
  paths: secretFields.flatMap(field => [field, `*.${field}`, `*.*.${field}`]),
  censor: '[secret]',
};

/** Structured logs in `<data folder>/logs/foyer.log`, rotated, secrets redacted. */
export function createLog(dataFolder: string): {
  log: Log;
  /** Resolves once every line so far is in its file. */
  flush: () => Promise<void>;
  close: () => Promise<void>;
} {
  const folder = join(dataFolder, 'logs');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (refusalIn(error) === null) throw error;
  }
  const file = createLastingFile(folder);
  const log = pino({ level: process.env.FOYER_LOG_LEVEL ?? 'info', base: null, redact }, file);
  return { log, flush: file.flush, close: file.close };
}

/**
 * Logs are a help, not the product: what a full disk, or one that is for reading alone, does not take is lost without a
 * word, and the file is opened again a moment later.
 */
function createLastingFile(folder: string) {
  let stream: RotatingFileStream | null = null;
  let openAgainAt = 0;

  function opened(): RotatingFileStream | null {
    if (stream !== null || performance.now() < openAgainAt) return stream;
    const fresh = createStream('foyer.log', {
      path: folder,
      size: LOG_FILE_SIZE,
      maxFiles: LOG_FILES_KEPT,
      mode: 0o600,
    });
    fresh.on('error', () => {
      if (stream !== fresh) return;
      stream = null;
      openAgainAt = performance.now() + LOG_AGAIN_MS;
    });
    stream = fresh;
    return fresh;
  }

  return {
    write: (line: string) => void opened()?.write(line),
    // Lines are written one after another: an empty one ends after all of them.
    flush: () =>
      new Promise<void>(resolve => {
        if (stream === null) resolve();
        else stream.write('', () => resolve());
      }),
    close: () =>
      new Promise<void>(resolve => {
        if (stream === null) resolve();
        else stream.end(() => resolve());
      }),
  };
}

/** For tests and for code that must not write: accepts everything, keeps nothing. */
export function createSilentLog(): Log {
  return pino({ level: 'silent' });
}
