import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readRunningInstance } from '#main/platform/instance/index.ts';
import { resetSystem, system } from '../../tests/support/electron-stand-in.ts';

vi.mock('electron', async () => (await import('../../tests/support/electron-stand-in.ts')).electronStandIn);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-entry-'));
  vi.stubEnv('FOYER_DATA', join(folder, 'data'));
  resetSystem();
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it('opens the window on the data folder, reachable by the command line, and gives it back when it quits', async () => {
  await import('./index.ts');
  await vi.waitFor(() => expect(system.windows).toHaveLength(1));

  const running = readRunningInstance(join(folder, 'data'));
  expect(running).toMatchObject({ pid: process.pid, mode: 'desktop' });
  expect(existsSync(running?.controlPath ?? '')).toBe(process.platform !== 'win32');
  expect(system.errorBoxes).toEqual([]);

  const ended = once(system.app, 'ended');
  system.app.quit();
  await ended;
  expect(readRunningInstance(join(folder, 'data'))).toBeNull();
});
