import { readFileSync, readdirSync } from 'node:fs';

const SAMPLE_MS = 100;
const PAGE_BYTES = 4096; // of every platform that has /proc/PID/statm and that Foyer runs on

export type MemoryWatch = {
  /** The most memory the process and its children held together until now, in bytes; null where Linux's /proc is not. */
  peak(): number | null;
  stop(): void;
};

/** Samples the resident memory of a process and of those it started; what they share counts once. */
export function watchMemory(pid: number): MemoryWatch {
  let most: number | null = null;
  const timer = setInterval(() => {
    const held = memoryNow(pid);
    if (held !== null) most = Math.max(most ?? 0, held);
  }, SAMPLE_MS);
  return {
    peak: () => most,
    stop: () => clearInterval(timer),
  };
}

/** Resident memory of a process and of those it started, in bytes; what they share counts once. Null without /proc. */
export function memoryNow(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  const parts = [pid, ...descendants(pid)].map(residentOf);
  return parts.reduce((sum, { own }) => sum + own, 0) + Math.max(...parts.map(({ shared }) => shared));
}

/** Processes that a process started, and those that these did. */
export function descendants(pid: number): number[] {
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

/** Bytes of a process: its own, and those of files (programs, libraries) that others may have as well. */
function residentOf(pid: number): { own: number; shared: number } {
  const [, resident = 0, shared = 0] = readProcess(`/proc/${pid}/statm`).split(' ').map(Number);
  return { own: (resident - shared) * PAGE_BYTES, shared: shared * PAGE_BYTES };
}

function readProcess(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it ended meanwhile
  }
}
