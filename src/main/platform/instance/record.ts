import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const RECORD_FILE = 'instance.json';

const instanceRecord = z.object({
  pid: z.number().int(),
  mode: z.enum(['desktop', 'server', 'command-line']),
  startedAt: z.string(),
  /** Address of the HTTP door, e.g. `http://127.0.0.1:4280`; null when there is none. */
  address: z.string().nullable(),
  /** Unix socket or Windows named pipe the command line talks to. */
  controlPath: z.string(),
  /** Shown by a request to prove that its sender can read the owner's data folder. */
  controlToken: z.string(),
});

/** What a running instance leaves in its data folder so that the command line finds it. */
export type InstanceRecord = z.infer<typeof instanceRecord>;

/** Replaces the record in one step; only the owner of the folder can read it. */
export function writeRecord(dataFolder: string, record: InstanceRecord): void {
  const path = join(dataFolder, RECORD_FILE);
  const draft = `${path}.${record.pid}`;
  writeFileSync(draft, JSON.stringify(record), { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, path);
}

/** @returns the record, or null when there is none or it cannot be understood. */
export function readRecord(dataFolder: string): InstanceRecord | null {
  let text: string;
  try {
    text = readFileSync(join(dataFolder, RECORD_FILE), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    return instanceRecord.parse(JSON.parse(text));
  } catch {
    // Half a file after a power cut: the lock decides who runs, not this record.
    return null;
  }
}

export function removeRecord(dataFolder: string): void {
  rmSync(join(dataFolder, RECORD_FILE), { force: true });
}
