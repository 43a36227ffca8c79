import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { FoyerError } from '#shared/errors.ts';
import { startDownloadServer, type DownloadServer } from '../../../../tests/support/download-server.ts';
import { createDisk, roomyStorage } from '../../../../tests/support/storage-stand-in.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import type { PullProgress } from '../ports.ts';
import { downloadFile, dropDownload } from './download.ts';

const bytes = randomBytes(1_000_000);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const folder = temporaryFolder();
afterAll(folder.remove);
const path = join(folder.path, `${sha256}.part`);

let server: DownloadServer;
beforeEach(async () => {
  server = await startDownloadServer(bytes);
});
afterEach(async () => {
  await server.close();
  dropDownload(path);
  expect(readdirSync(folder.path)).toEqual([]);
});

type Given = { sizeBytes?: number; sha256?: string; silenceMs?: number; signal?: AbortSignal };

function download(given: Given = {}, onProgress: (now: PullProgress) => void = () => undefined) {
  const { sizeBytes = bytes.length, silenceMs = 5_000, signal = new AbortController().signal } = given;
  return downloadFile(
    path,
    { address: server.address, sizeBytes, sha256: given.sha256 ?? sha256 },
    { fetch, storage: roomyStorage(), signal, onProgress, silenceMs },
  );
}

/** What is there after a pause at about half. */
async function pausedHalfWay(): Promise<number> {
  const pause = new AbortController();
  server.next({ kind: 'stall', after: 500_000 });
  await expect(
    download({ signal: pause.signal }, ({ doneBytes }) => {
      if (doneBytes >= 250_000) pause.abort(new Error('paused'));
    }),
  ).rejects.toThrow('paused');
  const there = statSync(path).size;
  expect(there).toBeGreaterThanOrEqual(250_000);
  expect(there).toBeLessThan(bytes.length);
  return there;
}

it('a file comes whole, and its bytes are checked', async () => {
  const told: PullProgress[] = [];
  await download({}, now => told.push(now));
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(told[0]).toEqual({ doneBytes: 0, totalBytes: bytes.length, isChecking: false });
  expect(told.at(-1)).toEqual({ doneBytes: bytes.length, totalBytes: bytes.length, isChecking: true });
  expect(server.asked).toEqual([{ range: undefined, ifRange: undefined }]);
});

it('goes on where it was paused, with the version it had', async () => {
  const there = await pausedHalfWay();
  await download();
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(server.asked.at(-1)).toEqual({ range: `bytes=${there}-`, ifRange: '"v1"' });
});

it('begins anew where the server knows no ranges', async () => {
  await pausedHalfWay();
  server.next({ kind: 'whole' });
  await download();
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

it('begins anew when the file of the server changed, and is not taken for the one that was wanted', async () => {
  await pausedHalfWay();
  server.change(randomBytes(bytes.length));
  await expect(download()).rejects.toMatchObject({ code: 'model.download_wrong' });
  expect(existsSync(path)).toBe(false);
});

it('begins anew when the server has less than is there', async () => {
  await pausedHalfWay();
  server.next({ kind: 'status', status: 416 });
  await download();
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

it('is taken up again by itself when the line breaks or falls silent after it brought something', async () => {
  server.next({ kind: 'cut', after: 400_000 }, { kind: 'stall', after: 300_000 });
  await download({ silenceMs: 300 });
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(server.asked).toHaveLength(3);
});

it('gives up where nothing comes, and keeps what came', async () => {
  await pausedHalfWay();
  server.next({ kind: 'stall', after: 0 });
  await expect(download({ silenceMs: 200 })).rejects.toMatchObject({ code: 'model.download_unreachable' });
  expect(statSync(path).size).toBeGreaterThanOrEqual(250_000);
});

it.each([
  [404, 'model.download_gone'],
  [401, 'model.download_gone'],
  [429, 'model.download_unreachable'],
  [503, 'model.download_unreachable'],
])('a server that answers %d is told as %s', async (status, code) => {
  server.next({ kind: 'status', status });
  await expect(download()).rejects.toMatchObject({ code });
});

it('of other bytes leaves nothing', async () => {
  await expect(download({ sha256: '0'.repeat(64) })).rejects.toMatchObject({ code: 'model.download_wrong' });
  expect(existsSync(path)).toBe(false);
});

it('larger than announced is stopped', async () => {
  server.next({ kind: 'long' });
  await expect(download()).rejects.toMatchObject({ code: 'model.download_wrong' });
  expect(existsSync(path)).toBe(false);
});

it('of another length than announced is not gone on with', async () => {
  await pausedHalfWay();
  await expect(download({ sizeBytes: bytes.length + 1 })).rejects.toMatchObject({
    code: 'model.download_wrong',
  });
});

it('is not begun where the disk has no room', async () => {
  const disk = createDisk();
  const storage = roomyStorage(disk.read);
  disk.fill(200_000_000);
  const wanted = { address: server.address, sizeBytes: 400_000_000, sha256 };
  const options = { fetch, storage, signal: new AbortController().signal, onProgress: () => undefined };
  await expect(downloadFile(path, wanted, options)).rejects.toMatchObject({ code: 'storage.full' });
  expect(server.asked).toEqual([]);
});

it('ends when whoever is told of it says so', async () => {
  const refusal = new FoyerError('model.pull_offline', 'switched off');
  await expect(
    download({}, () => {
      throw refusal;
    }),
  ).rejects.toBe(refusal);
});
