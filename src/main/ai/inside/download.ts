import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { FoyerError, isFoyerError } from '#shared/errors.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import type { OutboundFetch, PullProgress } from '../ports.ts';

/** A file as a catalogue names it. */
export type Wanted = { address: string; sizeBytes: number; sha256: string };

type Options = {
  fetch: OutboundFetch;
  storage: Pick<Storage, 'requireRoom'>;
  signal: AbortSignal;
  /** Told of what came; what it throws ends the download. */
  onProgress: (now: PullProgress) => void;
  /** Without a byte for so long, a line is taken for dead. */
  silenceMs?: number;
};

const SILENCE_MS = 60_000;
/** Before a line that broke is taken up again: a router that starts anew takes longer, and is waited for by the job. */
const BREATH_MS = 500;
const ROOM_LOOKED_AT_BYTES = 8 * 1024 * 1024;
const TOLD_EVERY_BYTES = 256 * 1024;

/** What is noted beside what came of a file: which version of it, as its server names it. */
const note = z.object({ address: z.string(), version: z.string() });

/**
 * Fetches a file to a path, going on where an earlier attempt stopped as long as its server has the same one. What came
 * is kept when it stops. Throws `model.download_wrong` for a file that is not the one wanted, of which nothing stays;
 * `model.download_gone`, `model.download_unreachable`, and what the disk refuses.
 */
export async function downloadFile(path: string, wanted: Wanted, options: Options): Promise<void> {
  const { signal, onProgress } = options;
  const told = (isChecking: boolean) =>
    onProgress({ doneBytes: sizeOf(path), totalBytes: wanted.sizeBytes, isChecking });
  while (sizeOf(path) !== wanted.sizeBytes) {
    const before = sizeOf(path);
    try {
      await fetchRest(path, wanted, options);
    } catch (error) {
      signal.throwIfAborted();
      const broke = isFoyerError(error) && error.code === 'model.download_unreachable';
      // A line that brought something is taken up again at once; one that did not is waited for.
      if (!broke || sizeOf(path) <= before) throw error;
      await wait(BREATH_MS, undefined, { signal });
    }
  }
  told(true);
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path, { signal })) digest.update(chunk as Buffer);
  if (digest.digest('hex') === wanted.sha256) {
    rmSync(noteOf(path), { force: true });
    return;
  }
  throw wrong(path, 'its bytes are not those of the catalogue');
}

/** Removes what came of a file. */
export function dropDownload(path: string): void {
  rmSync(path, { force: true });
  rmSync(noteOf(path), { force: true });
}

const noteOf = (path: string) => `${path}.note`;

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function wrong(path: string, what: string): FoyerError {
  dropDownload(path);
  return new FoyerError('model.download_wrong', `The file that came is another one: ${what}`);
}

/** The version that what is there belongs to; null where that is not known: then it begins anew. */
function versionAt(path: string, address: string): string | null {
  if (sizeOf(path) === 0 || !existsSync(noteOf(path))) return null;
  const known = note.safeParse(JSON.parse(readFileSync(noteOf(path), 'utf8'))).data;
  return known?.address === address ? known.version : null;
}

/** One request, and what comes of it. */
async function fetchRest(path: string, wanted: Wanted, options: Options): Promise<void> {
  const { storage, fetch } = options;
  const version = versionAt(path, wanted.address);
  if (version === null) dropDownload(path);
  const from = sizeOf(path);
  storage.requireRoom(wanted.sizeBytes - from);
  const line = createLine(options);
  try {
    const response = await fetch(wanted.address, {
      signal: line.signal,
      headers: {
        // Ranges are those of the file itself.
        'accept-encoding': 'identity',
        ...(version === null ? {} : { range: `bytes=${from}-`, 'if-range': version }),
      },
    });
    const place = placeOf(response, from);
    if (place === 'anew') {
      await response.body?.cancel();
      dropDownload(path);
      return await fetchRest(path, wanted, options);
    }
    if (place.totalBytes !== null && place.totalBytes !== wanted.sizeBytes) {
      await response.body?.cancel();
      throw wrong(path, `it has ${place.totalBytes} bytes`);
    }
    if (place.from === 0) dropDownload(path);
    const named = versionOf(response);
    if (named !== null)
      writeFileSync(noteOf(path), JSON.stringify({ address: wanted.address, version: named }));
    await write(path, place.from, response, wanted, options, line);
  } catch (error) {
    options.signal.throwIfAborted();
    if (isFoyerError(error) || isOfTheDisk(error)) throw error;
    throw new FoyerError('model.download_unreachable', `The line broke: ${String(error)}`, { cause: error });
  } finally {
    line.end();
  }
  if (sizeOf(path) < wanted.sizeBytes)
    throw new FoyerError('model.download_unreachable', 'The line ended too soon');
}

async function write(
  path: string,
  from: number,
  response: Response,
  { sizeBytes }: Wanted,
  { storage, onProgress }: Options,
  line: { heard: () => void },
): Promise<void> {
  const file = await open(path, from === 0 ? 'w' : 'a', 0o600);
  let size = from;
  let toldAt = from;
  let lookedAt = from;
  try {
    onProgress({ doneBytes: size, totalBytes: sizeBytes, isChecking: false });
    if (response.body !== null)
      for await (const chunk of response.body) {
        line.heard();
        size += chunk.byteLength;
        if (size > sizeBytes) throw wrong(path, `more than ${sizeBytes} bytes come`);
        await file.write(chunk);
        if (size - lookedAt >= ROOM_LOOKED_AT_BYTES) {
          lookedAt = size;
          storage.requireRoom(0);
        }
        if (size - toldAt >= TOLD_EVERY_BYTES || size === sizeBytes) {
          toldAt = size;
          onProgress({ doneBytes: size, totalBytes: sizeBytes, isChecking: false });
        }
      }
    await file.sync();
  } finally {
    await file.close();
  }
}

type Place = { from: number; totalBytes: number | null };

/** Where the bytes of an answer belong. Throws what the server refuses. */
function placeOf(response: Response, asked: number): Place | 'anew' {
  const { status } = response;
  if (status === 200) return { from: 0, totalBytes: null };
  if (status === 206) {
    const [, from, total] =
      /^bytes (\d+)-\d+\/(\d+|\*)$/u.exec(response.headers.get('content-range') ?? '') ?? [];
    if (asked > 0 && Number(from) !== asked) return 'anew';
    return { from: asked, totalBytes: total === undefined || total === '*' ? null : Number(total) };
  }
  if (status === 416 && asked > 0) return 'anew';
  const isGone = status >= 400 && status < 500 && status !== 408 && status !== 429;
  throw new FoyerError(
    isGone ? 'model.download_gone' : 'model.download_unreachable',
    `The server answers ${status}`,
  );
}

/** What `If-Range` may name: a strong validator, or the date. */
function versionOf({ headers }: Response): string | null {
  const tag = headers.get('etag');
  return tag !== null && !tag.startsWith('W/') ? tag : headers.get('last-modified');
}

/** A line that is left when nothing is heard for too long, or when the caller leaves. */
function createLine({ signal, silenceMs = SILENCE_MS }: Options) {
  const silence = new AbortController();
  const stop = () => silence.abort(new Error('nothing came for too long'));
  let timer = setTimeout(stop, silenceMs);
  return {
    signal: AbortSignal.any([signal, silence.signal]),
    heard() {
      clearTimeout(timer);
      timer = setTimeout(stop, silenceMs);
    },
    end: () => clearTimeout(timer),
  };
}

const OF_THE_DISK = /^(?:ENOSPC|EDQUOT|EROFS|EACCES|EPERM|EIO|EMFILE)$/u;

function isOfTheDisk(error: unknown): boolean {
  return error instanceof Error && 'code' in error && OF_THE_DISK.test(String(error.code));
}
