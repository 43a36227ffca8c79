import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { createLog } from './log.ts';
import { blankLogLines } from './log-lines.ts';

describe('blankLogLines', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it('blanks what is unwanted in every file, in place, and nothing else', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) =>
      JSON.stringify({ time: index, client: index % 7 === 0 ? 'theirs' : 'ours', é: 'é'.repeat(index % 50) }),
    );
    const live = join(folder.path, 'foyer.log');
    const rotated = join(folder.path, '20261120-1200-01-foyer.log');
    writeFileSync(live, `${lines.join('\n')}\n{"client":"theirs","half":`);
    writeFileSync(rotated, `${lines.slice(0, 10).join('\n')}\n`);
    const before = readFileSync(live).length;
    const blanked = await blankLogLines(folder.path, line => line.includes('theirs'));
    expect(blanked).toBe(Math.ceil(20_000 / 7) + 2);
    const after = readFileSync(live, 'utf8').split('\n');
    expect(readFileSync(live)).toHaveLength(before);
    for (const [index, line] of lines.entries()) {
      if (index % 7 === 0) expect(JSON.parse(after[index] ?? '')).toEqual({ erased: true });
      else expect(after[index]).toBe(line);
    }
    expect(after.at(-1)).toContain('half'); // still being written
    expect(readFileSync(rotated, 'utf8')).not.toContain('theirs');
    expect(await blankLogLines(folder.path, line => line.includes('theirs'))).toBe(0);
  });

  it('works on the log that is being written, and loses no line written meanwhile', async () => {
    const { log, flush, close } = createLog(folder.path);
    for (let index = 0; index < 500; index += 1)
      log.info({ client: index % 2 ? 'theirs' : 'ours' }, `${index}`);
    await flush();
    const blanking = blankLogLines(join(folder.path, 'logs'), line => line.includes('theirs'));
    for (let index = 500; index < 600; index += 1) log.info({ client: 'ours' }, `${index}`);
    expect(await blanking).toBe(250);
    await close();
    const written = readFileSync(join(folder.path, 'logs', 'foyer.log'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(written).toHaveLength(600);
    expect(written.filter(line => line.includes('ours'))).toHaveLength(350);
    expect(written.every(line => typeof JSON.parse(line) === 'object')).toBe(true);
  });

  it('finds nothing in a folder that is not there', async () => {
    expect(await blankLogLines(join(folder.path, 'none'), () => true)).toBe(0);
    appendFileSync(join(folder.path, 'empty.log'), '');
    expect(await blankLogLines(folder.path, () => true)).toBe(0);
  });
});
