import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FoyerError } from '#shared/errors.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { createDisk } from '../../../../tests/support/storage-stand-in.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { createStorage, isStorageRefusal, type Storage } from './index.ts';
import { until } from '../../../../tests/support/until.ts';

const MEBIBYTE = 1024 * 1024;
const MARGIN = 64 * MEBIBYTE;
const RESERVE = 16 * MEBIBYTE;

let folder: ReturnType<typeof temporaryFolder>;
let disk: ReturnType<typeof createDisk>;
let storage: Storage;
beforeEach(() => {
  folder = temporaryFolder();
  disk = createDisk();
  storage = create();
});
afterEach(() => {
  storage.close();
  folder.remove();
});

function create(): Storage {
  return createStorage({
    folder: folder.path,
    log: createSilentLog(),
    readDisk: disk.read,
    mayWrite: disk.mayWrite,
  });
}

const reserve = () => join(folder.path, 'space.reserve');
const systemError = (code: string) => Object.assign(new Error(`${code}: refused`), { code });
const codeOf = (error: unknown) => (error instanceof FoyerError ? error.code : null);

/** Looks until what is put by is there. */
async function reserved(): Promise<void> {
  await until(() => {
    storage.look();
    return existsSync(reserve());
  });
}

describe('what the data folder takes', () => {
  it('is told by what is free, and goes neither back nor forth on the edge', async () => {
    await reserved();
    const seen: string[] = [];
    storage.onChange(state => seen.push(state));
    disk.fill(MARGIN - 1);
    storage.look();
    expect(storage.state()).toBe('full');
    disk.fill(MARGIN);
    storage.look();
    expect(storage.state()).toBe('full');
    disk.fill(MARGIN * 1.25);
    storage.look();
    expect(storage.state()).toBe('writable');
    expect(seen).toEqual(['full', 'writable']);
  });

  it('is full from the start when it is, and read-only when it may not be written', () => {
    disk.fill(MARGIN - 1);
    expect(create().state()).toBe('full');
    disk.close();
    expect(create().state()).toBe('read_only');
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('keeps little on a small disk: what is put by never is most of it', async () => {
    const small = createStorage({
      folder: folder.path,
      log: createSilentLog(),
      readDisk: () => ({ freeBytes: 5 * MEBIBYTE, totalBytes: 50 * MEBIBYTE }),
    });
    expect(small.state()).toBe('writable');
    small.look();
    await until(() => existsSync(reserve()));
    expect(statSync(reserve()).size).toBeLessThanOrEqual(MEBIBYTE);
  });

  it.each(['ENOSPC', 'EDQUOT', 'SQLITE_FULL'])('is full once the system says %s', code => {
    expect(codeOf(storage.failed(systemError(code)))).toBe('storage.full');
    expect(storage.state()).toBe('full');
  });

  it.each(['EROFS', 'SQLITE_READONLY', 'SQLITE_READONLY_DBMOVED'])('is read-only once it says %s', code => {
    expect(codeOf(storage.failed(new Error('wrapped', { cause: systemError(code) })))).toBe(
      'storage.read_only',
    );
    expect(storage.state()).toBe('read_only');
  });

  it('is full in the words of native libraries, too', () => {
    const lance = new Error('lance error: LanceError(IO): No space left on device (os error 28)');
    expect(codeOf(storage.failed(lance))).toBe('storage.full');
  });

  it('is looked at when SQLite says that a write failed, and not why', () => {
    const unclear = systemError('SQLITE_IOERR_WRITE');
    expect(storage.failed(unclear)).toBe(unclear);
    expect(storage.state()).toBe('writable');
    disk.fill();
    expect(codeOf(storage.failed(unclear))).toBe('storage.full');
  });

  it('is not changed by any other error', () => {
    for (const error of [systemError('ENOENT'), new FoyerError('storage.full', 'for one file'), 'text', null])
      expect(storage.failed(error)).toBe(error);
    expect(storage.state()).toBe('writable');
  });
});

describe('while it takes nothing', () => {
  it('serves what needs nothing, deletes while it is full, and refuses the rest', () => {
    disk.fill();
    storage.look();
    storage.require('nothing');
    storage.require('writing');
    expect(() => storage.require('room')).toThrow(expect.objectContaining({ code: 'storage.full' }));
    expect(() => storage.requireRoom(0)).toThrow(expect.objectContaining({ code: 'storage.full' }));
    disk.close();
    storage.look();
    storage.require('nothing');
    expect(() => storage.require('writing')).toThrow(expect.objectContaining({ code: 'storage.read_only' }));
  });

  it('gives room back for what must be kept, once, and says so when that is not enough', async () => {
    await reserved();
    let attempts = 0;
    const kept = storage.write(() => {
      attempts += 1;
      if (existsSync(reserve())) throw systemError('SQLITE_FULL');
      return 'kept';
    });
    expect([kept, attempts, storage.state()]).toEqual(['kept', 2, 'full']);
    expect(() =>
      storage.write(() => {
        attempts += 1;
        throw systemError('SQLITE_FULL');
      }),
    ).toThrow(expect.objectContaining({ code: 'storage.full' }));
    expect(attempts).toBe(3);
  });

  it('waits for as much again before it takes more, and then puts it by again', async () => {
    await reserved();
    storage.failed(systemError('ENOSPC'));
    expect(existsSync(reserve())).toBe(false);
    disk.fill(MARGIN * 1.25 + RESERVE - 1);
    storage.look();
    expect(storage.state()).toBe('full');
    disk.empty();
    storage.look();
    expect(storage.state()).toBe('writable');
    await reserved();
  });

  it('does later what was asked to be done once it can, in order, and again what was refused again', () => {
    const done: string[] = [];
    disk.fill();
    storage.look();
    let refuses = true;
    storage.onceWritable(() => void done.push('first'));
    storage.onceWritable(() => {
      if (refuses) throw systemError('SQLITE_FULL');
      done.push('second');
    });
    storage.onceWritable(() => void done.push('third'));
    storage.whenWritable(() => void done.push('left out'));
    expect(done).toEqual([]);
    disk.empty();
    storage.look();
    expect([done, storage.state()]).toEqual([['first'], 'full']);
    refuses = false;
    storage.look();
    expect(done).toEqual(['first', 'second', 'third']);
    storage.onceWritable(() => void done.push('at once'));
    expect(done.at(-1)).toBe('at once');
  });

  it('does not take a disk with room for well before the database can be written', () => {
    const sqlite = new Sqlite(join(folder.path, 'pages.db'));
    sqlite.exec('CREATE TABLE held (room BLOB)');
    let probes = 0;
    storage.start(() => {
      probes += 1;
      sqlite.exec('INSERT INTO held VALUES (zeroblob(262144))');
    });
    sqlite.pragma(`max_page_count = ${String(sqlite.pragma('page_count', { simple: true }))}`);
    storage.failed(systemError('SQLITE_FULL'));
    storage.look();
    expect([probes, storage.state()]).toEqual([1, 'full']);
    sqlite.pragma('max_page_count = 1000000');
    storage.look();
    expect([probes, storage.state()]).toEqual([2, 'writable']);
    sqlite.close();
  });

  it('lets what may be left out fail without a word, and nothing else', () => {
    storage.whenWritable(() => {
      throw systemError('SQLITE_FULL');
    });
    expect(storage.state()).toBe('full');
    storage.look();
    expect(() =>
      storage.whenWritable(() => {
        throw new Error('a mistake');
      }),
    ).toThrow('a mistake');
  });

  it('knows a refusal of its own from other errors', () => {
    expect(isStorageRefusal(storage.failed(systemError('ENOSPC')))).toBe(true);
    expect(isStorageRefusal(new FoyerError('storage.locked', ''))).toBe(false);
  });
});
