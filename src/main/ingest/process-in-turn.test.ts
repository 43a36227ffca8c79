import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { DEFAULT_MEMORY_WATCH } from './killable-process.ts';
import { createProcessInTurn, type ProcessInTurn } from './process-in-turn.ts';

type Request = { waits: number };
type Message = { type: 'done'; pid: number };

const folder = temporaryFolder();
const file = join(folder.path, 'process.mjs');
writeFileSync(
  file,
  `process.on('message', ({ waits }) => setTimeout(() => process.send({ type: 'done', pid: process.pid }), waits));
   process.on('disconnect', () => process.exit());`,
);
const IDLE_MS = 400;
const opened: ProcessInTurn<Request, Message>[] = [];
function open(): ProcessInTurn<Request, Message> {
  const process = createProcessInTurn<Request, Message>({
    entry: pathToFileURL(file),
    limits: { memoryBytes: 500e6, heapMegabytes: 100, memoryWatch: DEFAULT_MEMORY_WATCH },
    wallTimeMs: 20_000,
    idleMs: IDLE_MS,
  });
  opened.push(process);
  return process;
}
const never = { signal: undefined, isKilled: false };

afterEach(async () => {
  for (const process of opened.splice(0)) await process.close();
});

afterAll(() => folder.remove());

it('passes over who left, and is not ended by that while somebody else is served', async () => {
  const process = open();
  const { pid } = await process.ask({ waits: 0 }, never);
  const left = { signal: AbortSignal.abort(new Error('left')), isKilled: false };
  await expect(process.ask({ waits: 0 }, left)).rejects.toThrow('left');
  expect(await process.ask({ waits: 3 * IDLE_MS }, never)).toEqual({ type: 'done', pid });
});

it('ends what is under way where that is asked for, and goes on with another process', async () => {
  const process = open();
  const { pid } = await process.ask({ waits: 0 }, never);
  const left = new AbortController();
  const asked = process.ask({ waits: 60_000 }, { signal: left.signal, isKilled: true });
  await wait(20);
  left.abort(new Error('left'));
  await expect(asked).rejects.toThrow('left');
  expect((await process.ask({ waits: 0 }, never)).pid).not.toBe(pid);
});
