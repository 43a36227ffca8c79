import { readFileSync, readdirSync } from 'node:fs';

const SAMPLE_MS = 100;

export type MemoryWatch = {
  /** Ends it. @returns the most memory the process and its children held together, in bytes; null where Linux's /proc is not. */
  peak(): number | null;
};

/** Samples the proportional memory of a process and of those it started: pages they share count once. */
export function watchMemory(pid: number): MemoryWatch {
  let most: number | null = null;
  const timer = setInterval(() => {
    const held = memoryOf(pid);
    if (held !== null) most = Math.max(most ?? 0, held);
  }, SAMPLE_MS);
  return {
    peak() {
      clearInterval(timer);
      return most;
    },
  };
}

function memoryOf(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  return [pid, ...descendants(pid)].reduce((sum, one) => sum + proportionalBytes(one), 0);
}

function descendants(pid: number): number[] {
  const children = readProcess(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  const threads = processThreads(pid).filter(thread => thread !== pid);
  const ofThreads = threads.flatMap(thread =>
    readProcess(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
  return [...children, ...ofThreads].flatMap(child => [child, ...descendants(child)]);
}

function processThreads(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return []; // it ended meanwhile
  }
}

function proportionalBytes(pid: number): number {
  const kilobytes = /^Pss:\s+(\d+) kB/mu.exec(readProcess(`/proc/${pid}/smaps_rollup`))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

function readProcess(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it ended meanwhile
  }
}
