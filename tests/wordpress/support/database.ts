import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const START_TIMEOUT_MS = 60_000;
const POLL_MS = 100;
export const DATABASE = 'wordpress';

export type Database = {
  /** Path of the socket: nothing listens on the network. */
  socket: string;
  /** @returns the rows, without a head, values separated by tabs */
  query(sql: string): Promise<string[]>;
  stop(): Promise<void>;
};

/** MariaDB refuses to run as root unless told. */
const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];

/** A MariaDB of its own in a folder: no service, no network, nothing of the machine's own settings or data. */
export async function startDatabase(folder: string): Promise<Database> {
  const data = join(folder, 'data');
  const socket = join(folder, 'socket');
  mkdirSync(data, { recursive: true });
  const common = ['--no-defaults', `--datadir=${data}`, ...asRoot];
  await run('mariadb-install-db', [
    ...common,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    '--skip-log-bin',
  ]);
  const server = spawn(
    '/usr/sbin/mariadbd',
    [
      ...common,
      `--socket=${socket}`,
      `--pid-file=${join(folder, 'pid')}`,
      '--skip-networking',
      '--innodb-flush-log-at-trx-commit=0', // thrown away afterwards
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const exited = once(server, 'exit');

  const client = async (sql: string, database: readonly string[]): Promise<string[]> => {
    const { stdout } = await run('mariadb', [
      '--no-defaults',
      `--socket=${socket}`,
      '--user=root',
      '--batch',
      '--skip-column-names',
      `--execute=${sql}`,
      ...database,
    ]);
    return stdout.split('\n').filter(line => line !== '');
  };

  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      await client(`CREATE DATABASE ${DATABASE}`, []);
      break;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) {
        server.kill('SIGKILL');
        throw new Error(`MariaDB did not start: ${said}`, { cause: error });
      }
      await wait(POLL_MS);
    }
  }
  return {
    socket,
    query: sql => client(sql, [DATABASE]),
    async stop() {
      server.kill('SIGTERM');
      await exited;
    },
  };
}
