import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FoyerError } from '#shared/errors.ts';
import { acquireInstance, readRunningInstance } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-instance-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Another process that takes the folder and says so. */
async function otherProcess() {
  const source = `
    import { acquireInstance } from '#main/platform/instance/index.ts';
    const instance = acquireInstance({ dataFolder: process.argv[1], mode: 'server' });
    instance.setAddress('http://127.0.0.1:4999');
    console.log('held');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('one instance a data folder', () => {
  it('refuses a second one and names the first', async () => {
    const other = await otherProcess();
    try {
      let refusal: unknown;
      try {
        acquireInstance({ dataFolder: folder, mode: 'desktop' });
      } catch (error) {
        refusal = error;
      }
      expect(refusal).toBeInstanceOf(FoyerError);
      expect(refusal).toMatchObject({
        code: 'storage.locked',
        details: { pid: other.pid, mode: 'server', address: 'http://127.0.0.1:4999' },
      });
      expect(readRunningInstance(folder)).toMatchObject({ pid: other.pid, address: 'http://127.0.0.1:4999' });
    } finally {
      other.kill('SIGKILL');
      await once(other, 'exit');
    }
  });

  it('gives the folder of a killed process to the next one', async () => {
    const other = await otherProcess();
    other.kill('SIGKILL');
    await once(other, 'exit');

    expect(readRunningInstance(folder)).toBeNull();
    const instance = acquireInstance({ dataFolder: folder, mode: 'command-line' });
    expect(readRunningInstance(folder)).toMatchObject({ pid: process.pid, mode: 'command-line' });
    instance.release();
    expect(readRunningInstance(folder)).toBeNull();
  });

  it('shows the control token to the owner of the folder alone, and another at each start', () => {
    const first = acquireInstance({ dataFolder: folder, mode: 'server' });
    const record = join(folder, 'instance.json');
    if (process.platform !== 'win32') expect(statSync(record).mode & 0o777).toBe(0o600);
    expect(readFileSync(record, 'utf8')).toContain(first.controlToken);
    first.release();
    const second = acquireInstance({ dataFolder: folder, mode: 'server' });
    expect(second.controlToken).not.toBe(first.controlToken);
    second.release();
  });

  it('keeps the control socket short enough for the system, whatever the folder', () => {
    const deep = join(folder, 'x'.repeat(120));
    const instance = acquireInstance({ dataFolder: deep, mode: 'server' });
    expect(Buffer.byteLength(instance.controlPath)).toBeLessThanOrEqual(103);
    instance.release();
  });
});
