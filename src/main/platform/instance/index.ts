import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { FoyerError } from '#shared/errors.ts';
import { mayWriteIn } from '../storage/disk.ts';
import { asRefusal, refusalIn } from '../storage/refusals.ts';
import { releaseReserve } from '../storage/reserve.ts';
import { lockFolder, type FolderLock } from './lock.ts';
import { readRecord, removeRecord, writeRecord, type InstanceRecord } from './record.ts';

export type { InstanceRecord } from './record.ts';

export type InstanceMode = InstanceRecord['mode'];

/** The one process that works on a data folder. */
export type Instance = {
  readonly controlPath: string;
  readonly controlToken: string;
  /** Announces the HTTP address to whoever is refused the folder. */
  setAddress(address: string | null): void;
  /** Gives the folder back. Close everything that uses it first. */
  release(): void;
};

const SOCKET_PATH_LIMIT = 100; // bytes; sun_path holds 104 on macOS and 108 on Linux, with a final NUL

const PROBE_WAIT_MS = 300; // someone who only looks (`readRunningInstance`) holds the lock for a millisecond or two

/**
 * Makes this process the only one on a data folder (created with mode 0700 when absent).
 *
 * In a folder that can only be read there is no lock, because nobody can write there, and no record: programs of the
 * terminal do not find it.
 *
 * @throws FoyerError `storage.full` without room for the lock, `storage.locked` with details `pid`, `mode`, `address` of the one that has it (null when it
 * has not said yet).
 */
export function acquireInstance(options: { dataFolder: string; mode: InstanceMode }): Instance {
  const { dataFolder, mode } = options;
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const canWrite = mayWriteIn(dataFolder);
  const lock = canWrite ? lockOf(dataFolder) : noLock;
  if (lock === null) throw lockedBy(dataFolder, readRecord(dataFolder));

  const record: InstanceRecord = {
    pid: process.pid,
    mode,
    startedAt: new Date().toISOString(),
    address: null,
    controlPath: controlPathOf(dataFolder, canWrite),
    controlToken: randomBytes(32).toString('base64url'),
  };
  try {
    // A socket left by a killed process would refuse the new one.
    if (process.platform !== 'win32') rmSync(record.controlPath, { force: true });
    if (canWrite) announce(dataFolder, record);
  } catch (error) {
    lock.release();
    throw error;
  }
  let released = false;
  return {
    controlPath: record.controlPath,
    controlToken: record.controlToken,
    setAddress(address) {
      record.address = address;
      if (canWrite) announce(dataFolder, record);
    },
    release() {
      if (released) return;
      released = true;
      if (canWrite) removeRecord(dataFolder);
      lock.release();
    },
  };
}

function lockOf(dataFolder: string): FolderLock | null {
  try {
    return lockFolder(dataFolder, PROBE_WAIT_MS);
  } catch (error) {
    throw asRefusal(error);
  }
}

const noLock: FolderLock = { release: () => undefined };

/** Where there is no room for the record, what is put by is given for it; without any, the terminal goes without. */
function announce(dataFolder: string, record: InstanceRecord): void {
  for (const mayRelease of [true, false]) {
    try {
      return writeRecord(dataFolder, record);
    } catch (error) {
      if (refusalIn(error) === null) throw error;
      if (!mayRelease || !releaseReserve(dataFolder)) return;
    }
  }
}

/** @returns what the instance now running on the folder left there, or null when none runs. */
export function readRunningInstance(dataFolder: string): InstanceRecord | null {
  if (!existsSync(dataFolder)) return null;
  const lock = lockFolder(dataFolder, 0);
  if (lock !== null) {
    lock.release();
    return null;
  }
  return readRecord(dataFolder);
}

function lockedBy(dataFolder: string, other: InstanceRecord | null): FoyerError {
  const who =
    other === null
      ? 'another process'
      : `process ${other.pid} (${other.mode}${other.address === null ? '' : `, ${other.address}`})`;
  return new FoyerError('storage.locked', `The data folder ${dataFolder} is in use by ${who}`, {
    details: {
      dataFolder,
      pid: other?.pid ?? null,
      mode: other?.mode ?? null,
      address: other?.address ?? null,
    },
  });
}

/** Inside the data folder where the system allows a path that long, else in a private folder of this user. */
function controlPathOf(dataFolder: string, canWrite: boolean): string {
  const name = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\foyer-${name}`;
  const inside = join(dataFolder, 'control.sock');
  if (canWrite && Buffer.byteLength(inside) <= SOCKET_PATH_LIMIT) return inside;
  const folder = join(tmpdir(), `foyer-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700); // fails when the folder is someone else's, which is right
  return join(folder, `${name}.sock`);
}
