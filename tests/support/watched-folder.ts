import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Source } from '#shared/contract/sources.ts';
import type { RemoteClient } from '#main/app/ports.ts';
import { until } from './until.ts';

let seconds = 0;

/** Files as an office has them: written some time ago, each change a second after the one before. */
export function writeOld(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  seconds += 1;
  const at = new Date(Date.UTC(2026, 0, 5, 9, 0, seconds));
  utimesSync(path, at, at);
}

export const erase = (folder: string, name: string) => rmSync(join(folder, name), { recursive: true });
export const move = (folder: string, from: string, to: string) =>
  renameSync(join(folder, from), join(folder, to));

type Sources = Pick<RemoteClient['sources'], 'get'>;

/** Waits until a source is looked at no more, and returns it. */
export function untilLookedAt(sources: Sources, id: string): Promise<Source> {
  return until(async () => {
    const source = await sources.get({ id });
    return source.condition === 'looking' || source.condition === 'never' ? null : source;
  });
}
