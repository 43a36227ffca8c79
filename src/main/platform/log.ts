import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { createStream } from 'rotating-file-stream';

export type Log = Logger;

const LOG_FILE_SIZE = '5M'; // one file; large enough for days, small enough to open
const LOG_FILES_KEPT = 5;

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
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stream = createStream('foyer.log', {
    path: folder,
    size: LOG_FILE_SIZE,
    maxFiles: LOG_FILES_KEPT,
    mode: 0o600,
  });
  // Logs are a help, not the product: a full disk must not take the process down.
  stream.on('error', () => undefined);
  const log = pino({ level: process.env.FOYER_LOG_LEVEL ?? 'info', base: null, redact }, stream);
  return {
    log,
    // Lines are written one after another: an empty one ends after all of them.
    flush: () => new Promise(resolve => stream.write('', () => resolve())),
    close: () => new Promise(resolve => stream.end(() => resolve())),
  };
}

/** For tests and for code that must not write: accepts everything, keeps nothing. */
export function createSilentLog(): Log {
  return pino({ level: 'silent' });
}
