import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { RemoteClient } from '#main/app/ports.ts';
import { openSession, type FetchFile } from '#main/cli/session.ts';

/** Foyer without a display, as it is packaged: `npm test` builds it first. Starts in half the time that its sources take. */
export const HEADLESS = fileURLToPath(new URL('../../out/main/headless.js', import.meta.url));

export type ServerProcess = {
  /** Calls over the control socket, with the rights of the machine's owner. */
  client: RemoteClient;
  /** What routes give as files, in the same way. */
  fetchFile: FetchFile;
  address: string;
  /** The one-time link for the first account; null when there is one already. */
  setUpLink: string | null;
  pid: number;
  /** Ends it without a chance to clean up. */
  killNow(): Promise<void>;
  stop(): Promise<void>;
};

type WatchedStart = {
  /** A program and its arguments that starts it, and is there as long as it is. */
  under?: readonly string[];
  environment?: Readonly<Record<string, string>>;
};

/** Foyer as a server in a process of its own, on a data folder and a free port unless one is given. */
export async function startServerProcess(
  dataFolder: string,
  port = 0,
  { under = [], environment = {} }: WatchedStart = {},
): Promise<ServerProcess> {
  const server = [process.execPath, HEADLESS, '--data', dataFolder, '--port', String(port), '--no-open'];
  const [command = '', ...args] = [...under, ...server];
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment, LANG: 'fr_FR.UTF-8' },
  });
  const { address, setUpLink } = await announced(child);
  const session = await openSession({
    dataFolder,
    signal: new AbortController().signal,
    onWait: () => undefined,
  });
  const exited = once(child, 'exit');
  return {
    client: session.client,
    fetchFile: session.fetchFile,
    address,
    setUpLink,
    pid: child.pid ?? 0,
    async killNow() {
      child.kill('SIGKILL');
      await exited;
      await session.close();
    },
    async stop() {
      // What watches it would not hand a signal on.
      if (under.length > 0) await session.client.system.shutDown({});
      else child.kill('SIGTERM');
      await exited;
      await session.close();
    },
  };
}

/** Reads the block printed at start; it is whole once the way to stop is told, on its last line. */
async function announced(child: ChildProcess): Promise<Pick<ServerProcess, 'address' | 'setUpLink'>> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
    if (address && said.endsWith('\n\n')) {
      child.stdout?.resume();
      return { address, setUpLink: /http:\S+token=\S+/.exec(said)?.[0] ?? null };
    }
  }
  throw new Error(`The server did not start: ${said}`);
}
