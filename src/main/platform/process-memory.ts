import { readFile } from 'node:fs/promises';

/** Whether `residentMemory` works on this platform. */
export const CAN_READ_PROCESS_MEMORY = process.platform === 'linux';

/** Resident memory of a process in bytes, or null when it is gone or the platform does not tell. */
export async function residentMemory(processId: number): Promise<number | null> {
  let status: string;
  try {
    status = await readFile(`/proc/${processId}/status`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null; // ENOENT, ESRCH: it ended meanwhile
    throw error;
  }
  const kilobytes = /^VmRSS:\s+(\d+) kB$/mu.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
