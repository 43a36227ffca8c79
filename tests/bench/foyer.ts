import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { RemoteClient } from '#main/app/ports.ts';
import { openSession } from '#main/cli/session.ts';
import { projectRoot, SMALL_HEAP_FLAGS } from '../../scripts/runtime.mjs';

export type RunningFoyer = {
  address: string;
  client: RemoteClient;
  pid: number;
  /** From starting the process to its first healthy answer, in milliseconds. */
  readyMs: number;
  stop(): Promise<void>;
};

const HEALTH_POLL_MS = 5;
const READ_POLL_MS = 50;

/** Starts the built server, as `npm start` does, and waits until it is healthy. */
export async function startFoyer(dataFolder: string, port: number): Promise<RunningFoyer> {
  const entry = join(projectRoot, 'out', 'main', 'headless.js');
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [...SMALL_HEAP_FLAGS, entry, '--data', dataFolder, '--port', String(port), '--no-open'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const address = `http://127.0.0.1:${port}`;
  while (!(await isHealthy(address))) {
    if (child.exitCode !== null) throw new Error(`Foyer ended with ${child.exitCode} before it was ready`);
    await new Promise(resolve => setTimeout(resolve, HEALTH_POLL_MS));
  }
  const readyMs = performance.now() - startedAt;
  const session = await openSession({
    dataFolder,
    signal: new AbortController().signal,
    onWait: () => undefined,
  });
  return {
    address,
    client: session.client,
    pid: child.pid ?? 0,
    readyMs,
    async stop() {
      await session.close();
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function isHealthy(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/health`)).ok;
  } catch {
    return false; // nobody listens yet
  }
}

/** Adds files and folders and waits until they can be searched. @returns milliseconds from asking to searchable. */
export async function ingest(client: RemoteClient, chatbotId: string, paths: string[]): Promise<number> {
  const startedAt = performance.now();
  const { rejected } = await client.documents.addPaths({ chatbotId, paths });
  if (rejected.length > 0) throw new Error(`Not taken: ${rejected.map(({ path }) => path).join(', ')}`);
  // Asked now and then: following every change would measure the asking.
  for (let working = 1; working > 0;) {
    await new Promise(resolve => setTimeout(resolve, READ_POLL_MS));
    working = (await client.documents.list({ chatbotId, limit: 1 })).totals.working;
  }
  const elapsed = performance.now() - startedAt;
  const { totals } = await client.documents.list({ chatbotId, limit: 1 });
  if (totals.failed > 0) {
    const [failed] = (await client.documents.list({ chatbotId, state: 'failed', limit: 1 })).items;
    throw new Error(`${totals.failed} documents failed; ${failed?.fileName}: ${failed?.failure}`);
  }
  return elapsed;
}
