import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWalk } from '../support/record-and-die.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PROGRAM = join(import.meta.dirname, '../support/record-and-die.ts');

describe('kill -9 between an event and what follows from it', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it.each([
    ['before', [1, 2, 3]],
    ['during', [2, 3]],
    ['after', [2, 3]],
  ])('loses none: killed %s it is handed over, the next start goes on', async (point, left) => {
    expect(spawnSync(process.execPath, [PROGRAM, folder.path, point], { encoding: 'utf8' }).signal).toBe(
      'SIGKILL',
    );
    const heard: number[] = [];
    const { database, delivery, jobs } = openWalk(folder.path, async number => void heard.push(number));
    jobs.start();
    delivery.start();
    await delivery.settled();
    expect(heard).toEqual(left);
    await delivery.close();
    await jobs.close();
    database.$client.close();
  });
});
