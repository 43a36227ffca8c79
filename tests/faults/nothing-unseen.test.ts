import { execFile, execFileSync } from 'node:child_process';
import { getServers } from 'node:dns';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Connection } from '#shared/contract/connections.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const MAIN_JOB = fileURLToPath(new URL('../support/main-job.ts', import.meta.url));
const STRACE = ['/usr/bin/strace', '/bin/strace'].find(existsSync);
const ISOLATED = ['unshare', '-rn', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'] as const;

type Life = {
  answer: { text: string; sources: string[] };
  connections: Connection[];
  observed: string[];
  traced: string[] | null;
};
type Outcome = { cards: string[]; ollama: string; main: Life; blocked: Life };

/** Whether this machine gives a process a network of its own. */
const isolates = canIsolate();

function canIsolate(): boolean {
  try {
    const [command, ...args] = ISOLATED;
    execFileSync(command, [...args, 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function mainJob(before: readonly string[], strace?: string): Promise<Outcome> {
  const folder = temporaryFolder();
  try {
    const [command = '', ...args] = [...before, process.execPath, MAIN_JOB, folder.path];
    const { stdout } = await promisify(execFile)(command, strace === undefined ? args : [...args, strace], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return JSON.parse(stdout) as Outcome;
  } finally {
    folder.remove();
  }
}

const sorted = (all: readonly string[]) => [...new Set(all)].toSorted();

/** Where the list says that something went: the address it was pinned to. */
function listed(connections: readonly Connection[]): string[] {
  return sorted(
    connections
      .filter(({ outcome, address }) => outcome !== 'blocked' && address !== null)
      .map(({ address, port }) => `${address} ${port}`),
  );
}

/** Where Node was seen to connect to; a name that is looked up is asked of the system's name server. */
function observedIn(lines: readonly string[]): string[] {
  return sorted(
    lines.map(line => (line.startsWith('lookup ') ? `${getServers()[0]} 53` : line.replace(/^\w+ /, ''))),
  );
}

/** Where system calls led. Port 0 is how the C library asks for a route: nothing is sent. */
function tracedIn(lines: readonly string[]): string[] {
  return sorted(
    lines.flatMap(line =>
      [
        ...line.matchAll(/sin_port=htons\((\d+)\), sin_addr=inet_addr\("([\d.]+)"\)/g),
        ...line.matchAll(/sin6_port=htons\((\d+)\).*?inet_pton\(AF_INET6, "([\da-f:.]+)"/g),
      ].flatMap(([, port = '', address = '']) => (port === '0' ? [] : [`${address} ${port}`])),
    ),
  );
}

function expectCited({ answer: { text, sources } }: Life): void {
  expect(text).toContain('[1]');
  expect(sources).toEqual(['Congés']);
}

describe('nothing leaves unseen', () => {
  it('what the list names is what Node, and the system where strace is, saw go out', async () => {
    const { main, blocked, ollama } = await mainJob([], STRACE);
    for (const life of [main, blocked]) {
      expectCited(life);
      expect(observedIn(life.observed)).toEqual(listed(life.connections));
      if (life.traced !== null) expect(tracedIn(life.traced)).toEqual(listed(life.connections));
    }
    expect(main.traced === null).toBe(STRACE === undefined);
    const here = ollama.replace(':', ' ');
    expect(listed(main.connections)).toContain(here);
    expect(main.observed).toContain('lookup nulle-part.invalid');
    // With the switch on, none but the chosen one; what was refused is listed.
    expect(listed(blocked.connections)).toEqual([here]);
    expect(blocked.observed.some(line => line.startsWith('lookup'))).toBe(false);
    const refused = blocked.connections.filter(({ outcome }) => outcome === 'blocked');
    expect(sorted(refused.map(({ host, detail }) => `${host} ${detail}`))).toEqual([
      '192.168.254.9 offline',
      '93.184.216.34 offline',
      'api.example.org offline',
    ]);
    // A request of a kilobyte and its answer, not nothing.
    const answer = main.connections.find(({ kind, outcome }) => kind === 'model' && outcome === 'answered');
    expect(answer?.sentBytes).toBeGreaterThan(300);
    expect(answer?.receivedBytes).toBeGreaterThan(100);
  });

  // A machine that gives no network of its own says so in the name of the test, which then holds what was observed.
  it(`the main job needs no network: ${isolates ? 'done with loopback alone' : 'OBSERVED ONLY, this machine isolates no process'}`, async () => {
    const { cards, main, blocked } = await mainJob(isolates ? ISOLATED : []);
    for (const life of [main, blocked]) expectCited(life);
    if (isolates) expect(cards).toEqual(['lo']);
    const beyond = [...main.observed, ...blocked.observed].filter(
      line => !/^connect (?:127\.|::1 )/.test(line),
    );
    // What was named by a setting, and nothing of the job itself.
    expect(sorted(beyond)).toEqual(['lookup nulle-part.invalid']);
  });
});
