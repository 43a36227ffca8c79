import type { StorageState } from '#shared/contract/storage.ts';
import type { StorageNeed } from '#shared/contract/route.ts';
import { FoyerError } from '#shared/errors.ts';
import { actAsSystem } from '#main/platform/acting.ts';
import type { Log } from '#main/platform/log.ts';
import { mayWriteIn, readDisk, type DiskReader } from './disk.ts';
import { isStorageRefusal, refusalIn } from './refusals.ts';
import { createReserve } from './reserve.ts';

const MEBIBYTE = 1024 * 1024;
/** Free room under which nothing that grows is taken in: what is left is the database's. Small disks keep a share. */
const MARGIN = { bytes: 64 * MEBIBYTE, share: 0.04 };
/** Room given back once the margin is gone as well, to another program or between two looks: thousands of answers. */
const RESERVE = { bytes: 16 * MEBIBYTE, share: 0.02 };
const RECOVERED_FACTOR = 1.25; // of the margin: a disk on the edge does not go back and forth
const LOOK_EVERY_MS = 1_000;

/** Whether the data folder takes what is written, and what is done when it does not. Everything asks here. */
export type Storage = {
  state(): StorageState;
  isWritable(): boolean;
  /** Whether what is in the folder may be changed or removed: not while the database is a copy. */
  mayChange(): boolean;
  /** False while nothing at all is kept, not even answers. */
  keepsAnswers(): boolean;
  /** From now on the database is a copy: nothing is kept. `onRecovered` is called once the folder itself can be used. */
  useCopy(onRecovered: () => void): void;
  /** Throws `storage.full` or `storage.read_only` for a call that cannot be served now. */
  require(need: StorageNeed): void;
  /** Throws the same unless this much may be added to the disk. Looks at it now. */
  requireRoom(bytes: number): void;
  /** Bytes that may be added to the disk; null where the system does not tell. */
  roomBytes(): number | null;
  /** Tells of an error. @returns it, or `storage.full` or `storage.read_only` when it was the disk's refusal. */
  failed(error: unknown): unknown;
  /**
   * Writes what must be kept although the disk is full: once more when room was given back for it. Throws as `failed`
   * says.
   */
  write<Result>(work: () => Result): Result;
  /** What may as well be left out: done while the disk takes it, and a refusal is only noticed. */
  whenWritable(work: () => void): void;
  /** Done now, or else as soon as the disk takes it again; in the order it was asked for. */
  onceWritable(work: () => void): void;
  /** Calls back after each change of state, until the returned function is called. */
  onChange(listener: (state: StorageState) => void): () => void;
  /** Looks at the disk every second, until `close`. `tryWriting` writes to the database and undoes it. */
  start(tryWriting: () => void): void;
  /** Looks now. */
  look(): void;
  close(): void;
};

type Dependencies = {
  folder: string;
  log: Pick<Log, 'info' | 'warn' | 'error'>;
  readDisk?: DiskReader;
  /** Whether the system lets files be made in a folder. */
  mayWrite?: (folder: string) => boolean;
  lookEveryMs?: number;
};

export function createStorage(dependencies: Dependencies): Storage {
  const { folder, log, lookEveryMs = LOOK_EVERY_MS } = dependencies;
  const mayWrite = () => (dependencies.mayWrite ?? mayWriteIn)(folder);
  const read = () => (dependencies.readDisk ?? readDisk)(folder);
  const sizeOf = ({ bytes, share }: typeof MARGIN) =>
    Math.min(bytes, (read()?.totalBytes ?? Infinity) * share);
  const marginBytes = sizeOf(MARGIN);
  const reserveBytes = Math.floor(sizeOf(RESERVE));
  const reserve = createReserve(folder, reserveBytes);
  const listeners = new Set<(state: StorageState) => void>();
  let waiting: (() => void)[] = [];
  let tryWriting: () => void = () => undefined;
  let timer: NodeJS.Timeout | null = null;
  let filling = false;
  let closed = false;
  /** Called when the folder itself can be used again; null while it is. */
  let leaveCopy: (() => void) | null = null;
  let state: StorageState = !mayWrite() ? 'read_only' : isShort(0) ? 'full' : 'writable';

  // What is put by is for this: the database must open.
  if (state === 'full' && isShort(0, RESERVE.share / MARGIN.share)) reserve.release();

  function isShort(bytes: number, factor = 1): boolean {
    const disk = read();
    return disk !== null && disk.freeBytes - bytes < marginBytes * factor;
  }

  function become(next: StorageState): void {
    if (state === next) return;
    log.warn(
      { was: state, now: next, freeBytes: read()?.freeBytes ?? null },
      'what the data folder takes has changed',
    );
    state = next;
    for (const listener of listeners) listener(next);
    if (next === 'writable') doWaiting();
  }

  function doWaiting(): void {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      try {
        next();
      } catch (error) {
        const told = failed(error);
        if (isStorageRefusal(told)) {
          waiting.unshift(next);
          return;
        }
        log.error({ err: told }, 'what waited for room failed');
      }
    }
  }

  function refusal(cause?: unknown): FoyerError {
    return state === 'read_only'
      ? new FoyerError('storage.read_only', 'The data folder cannot be written', { cause })
      : new FoyerError('storage.full', 'The disk is full', { cause });
  }

  function failed(error: unknown): unknown {
    const why = refusalIn(error);
    if (why === null) return error;
    const isReadOnly = why === 'read_only' || (why === 'unclear' && !mayWrite());
    if (!isReadOnly && why === 'unclear' && !isShort(0)) return error;
    if (!isReadOnly) reserve.release();
    if (state !== 'read_only' && leaveCopy === null) become(isReadOnly ? 'read_only' : 'full');
    return isStorageRefusal(error) ? error : refusal(error);
  }

  function look(): void {
    if (closed) return;
    if (!mayWrite()) return become('read_only');
    if (leaveCopy !== null) return lookBesideCopy(leaveCopy);
    if (state === 'writable') {
      if (isShort(0)) become('full');
      else void fillReserve();
      return;
    }
    if (isShort(reserve.isThere() ? 0 : reserveBytes, RECOVERED_FACTOR)) return become('full');
    try {
      tryWriting();
    } catch (error) {
      const told = failed(error);
      if (!isStorageRefusal(told)) log.warn({ err: told }, 'the database cannot be written yet');
      return;
    }
    become('writable');
  }

  function lookBesideCopy(leave: () => void): void {
    if (isShort(reserve.isThere() ? 0 : reserveBytes, RECOVERED_FACTOR)) return become('full');
    log.info({}, 'the data folder can be used again');
    closed = true;
    leave();
  }

  async function fillReserve(): Promise<void> {
    if (filling || reserve.isThere()) return;
    filling = true;
    try {
      await reserve.fill();
    } catch (error) {
      const told = failed(error);
      if (!isStorageRefusal(told)) log.warn({ err: told }, 'no room is kept for a full disk');
    } finally {
      filling = false;
    }
  }

  return {
    state: () => state,
    isWritable: () => state === 'writable',
    mayChange: () => leaveCopy === null && state !== 'read_only',
    keepsAnswers: () => leaveCopy === null && state !== 'read_only',
    useCopy(onRecovered) {
      leaveCopy = onRecovered;
      if (state === 'writable') become('full');
    },
    require(need) {
      if (state === 'writable' || need === 'nothing') return;
      if (need === 'writing' && state === 'full' && leaveCopy === null) return;
      throw refusal();
    },
    requireRoom(bytes) {
      if (state === 'writable' && isShort(0)) look();
      if (state !== 'writable') throw refusal();
      if (isShort(bytes)) throw new FoyerError('storage.full', 'The disk has no room for this much');
    },
    roomBytes() {
      const disk = read();
      return disk === null ? null : Math.max(0, disk.freeBytes - marginBytes);
    },
    failed,
    write(work) {
      try {
        return work();
      } catch (error) {
        const hadReserve = reserve.isThere();
        const told = failed(error);
        if (!hadReserve || !isStorageRefusal(told)) throw told;
      }
      try {
        return work();
      } catch (error) {
        throw failed(error);
      }
    },
    whenWritable(work) {
      if (state !== 'writable') return;
      try {
        work();
      } catch (error) {
        const told = failed(error);
        if (!isStorageRefusal(told)) throw told;
      }
    },
    onceWritable(work) {
      waiting.push(work);
      if (state === 'writable') doWaiting();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start(given) {
      tryWriting = given;
      timer = actAsSystem(() => setInterval(look, lookEveryMs));
      timer.unref();
    },
    look,
    close() {
      closed = true;
      waiting = [];
      if (timer) clearInterval(timer);
    },
  };
}
