import { randomFillSync } from 'node:crypto';
import { existsSync, rmSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const RESERVE_FILE = 'space.reserve';
const PIECE_BYTES = 1024 * 1024;

export type Reserve = {
  /** Whether it is there in its full size. */
  isThere(): boolean;
  /** Gives its room back at once. @returns whether there was any to give. */
  release(): boolean;
  /** Takes its room. Throws what the system says when there is none; then nothing is taken. */
  fill(): Promise<void>;
};

/** Gives back what is put by in a folder. @returns whether there was any to give. */
export function releaseReserve(folder: string): boolean {
  const path = join(folder, RESERVE_FILE);
  const was = existsSync(path);
  rmSync(path, { force: true });
  rmSync(`${path}.part`, { force: true });
  return was;
}

/** A file that holds nothing but room, for what must still be written once the disk is full. */
export function createReserve(folder: string, bytes: number): Reserve {
  const path = join(folder, RESERVE_FILE);
  const draft = `${path}.part`;
  return {
    isThere: () => existsSync(path) && statSync(path).size >= bytes,
    release: () => releaseReserve(folder),
    async fill() {
      const file = await open(draft, 'w', 0o600);
      try {
        // Noise: file systems that compress would keep no room for zeros.
        const piece = randomFillSync(Buffer.alloc(Math.min(PIECE_BYTES, bytes)));
        for (let written = 0; written < bytes; written += piece.length)
          await file.write(piece, 0, Math.min(piece.length, bytes - written));
        await file.sync();
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      } finally {
        await file.close();
      }
      await rename(draft, path);
    },
  };
}
