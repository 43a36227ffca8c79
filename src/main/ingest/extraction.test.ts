import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_READING_LIMITS } from '#shared/contract/reading-limits.ts';
import { createExtraction } from './extraction.ts';
import type { ExtractionOptions } from './extraction.ts';
import { wallTimeLimit } from './limits.ts';
import { CAN_READ_PROCESS_MEMORY } from '../platform/process-memory.ts';
import type { Extraction } from './ports.ts';

const folder = mkdtempSync(join(tmpdir(), 'foyer-extraction-'));
const opened: Extraction[] = [];

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function open(options: ExtractionOptions): Extraction {
  const extraction = createExtraction(options);
  opened.push(extraction);
  return extraction;
}

const never = (): AbortSignal => new AbortController().signal;

function prepare(extraction: Extraction, path: string, signal = never()): Promise<string> {
  return extraction.prepare({ path, fileName: 'file.txt', signal }).then(
    document => `ready ${document.passages.length}`,
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );
}

/** A stand-in for the reading process that does `deed` with a file named bad, and reads any other. */
function standIn(name: string, deed: string): URL {
  const code = `
    process.on('message', ({ path }) => {
      if (path.endsWith('bad.txt')) { ${deed} }
      const document = { title: null, language: null, text: 'x', pages: [], blocks: [], mediaType: String(process.pid) };
      process.send({ type: 'document', document });
      process.send({ type: 'finished' });
    });
    process.on('disconnect', () => process.exit());`;
  return pathToFileURL(file(name, code));
}

/** Processes started by this one that still run. */
function childProcesses(): number {
  if (!CAN_READ_PROCESS_MEMORY) return 0;
  return readdirSync('/proc').filter(entry => {
    if (!/^\d+$/u.test(entry)) return false;
    try {
      return new RegExp(`^PPid:\\t${process.pid}$`, 'mu').test(readFileSync(`/proc/${entry}/status`, 'utf8'));
    } catch (error) {
      if (error instanceof Error && 'code' in error) return false; // it ended between the two calls
      throw error;
    }
  }).length;
}

describe('createExtraction', () => {
  const good = file('good.txt', 'Les congés payés sont de trente jours.');
  const bad = file('bad.txt', 'mauvais');

  afterEach(async () => {
    await Promise.all(opened.splice(0).map(extraction => extraction.close()));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['hangs', 'for (;;);', 'document.timeout'],
    [
      'fills the heap',
      'const all = []; for (;;) all.push({ a: new Array(1000).fill(all.length) });',
      'document.memory',
    ],
    ['crashes', 'process.abort();', 'document.damaged'],
    ['exits', 'process.exit(3);', 'document.damaged'],
  ])('kills a process that %s, and reads the next file', async (what, deed, expected) => {
    const extraction = open({
      processes: 1,
      entry: standIn(`${what.replaceAll(' ', '-')}.mjs`, deed),
      wallTimeMs: () => 4_000,
      limits: { heapMegabytes: 40 },
    });
    const [first, second] = await Promise.all([prepare(extraction, bad), prepare(extraction, good)]);
    expect([first, second]).toEqual([expected, 'ready 0']);
  });

  it.runIf(CAN_READ_PROCESS_MEMORY)('kills a process that takes memory outside the heap', async () => {
    const deed = 'const all = []; for (;;) { all.push(Buffer.alloc(4e6, 1)); }';
    const extraction = open({
      processes: 1,
      entry: standIn('buffers.mjs', deed),
      limits: { memoryBytes: 300e6, memoryWatch: 'parent' },
    });
    expect(await prepare(extraction, bad)).toBe('document.memory');
  });

  it('lets the process watch its own memory where the parent cannot', async () => {
    const extraction = open({ processes: 1, limits: { memoryBytes: 20e6, memoryWatch: 'child' } });
    const large = file('large.txt', 'Une phrase de plusieurs mots différents. '.repeat(400_000));
    expect(await prepare(extraction, large)).toBe('document.memory');
  });

  it('starts another process for those a slow document holds up, and replaces that one too', async () => {
    const extraction = open({
      processes: 2,
      eagerProcesses: 1,
      patienceMs: 50,
      documentsPerProcess: 1,
      entry: standIn('slow.mjs', 'for (;;);'),
      wallTimeMs: () => 60_000,
    });
    const controller = new AbortController();
    const hanging = prepare(extraction, bad, controller.signal);
    const others = Array.from({ length: 3 }, () => prepare(extraction, good));
    expect(await Promise.all(others)).toEqual(['ready 0', 'ready 0', 'ready 0']);
    controller.abort(new Error('annulé'));
    expect(await hanging).toBe('Error: annulé');
  });

  it('reads on while one of two processes hangs', async () => {
    const extraction = open({
      processes: 2,
      entry: standIn('one-hangs.mjs', 'for (;;);'),
      wallTimeMs: () => 60_000,
    });
    const controller = new AbortController();
    const hanging = prepare(extraction, bad, controller.signal);
    for (let index = 0; index < 10; index += 1) expect(await prepare(extraction, good)).toBe('ready 0');
    controller.abort(new Error('annulé'));
    expect(await hanging).toBe('Error: annulé');
  });

  it('reuses a process and replaces it after so many documents', async () => {
    const extraction = open({ processes: 1, documentsPerProcess: 2, entry: standIn('reuse.mjs', '') });
    const ids: string[] = [];
    for (let index = 0; index < 4; index += 1) {
      ids.push((await extraction.prepare({ path: good, fileName: 'x', signal: never() })).mediaType);
    }
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).toBe(ids[3]);
    expect(ids[1]).not.toBe(ids[2]);
  });

  it('starts another process once a document may take more memory, and goes on with that one', async () => {
    let reading = DEFAULT_READING_LIMITS;
    const extraction = open({ processes: 1, limitsNow: () => reading, entry: standIn('room.mjs', '') });
    const served = async () =>
      (await extraction.prepare({ path: good, fileName: 'x', signal: never() })).mediaType;
    const first = await served();
    expect(await served()).toBe(first);
    reading = { ...reading, memoryMegabytes: 1_200 };
    const second = await served();
    expect(second).not.toBe(first);
    expect(await served()).toBe(second);
  });

  it('gives each document the time that is set, the smaller ones their share', () => {
    const { minutes } = DEFAULT_READING_LIMITS;
    expect(wallTimeLimit(1e6, minutes)).toBe(70_000);
    expect(wallTimeLimit(1e6, 2 * minutes)).toBe(140_000);
    expect(wallTimeLimit(1e9, minutes)).toBe(minutes * 60_000);
    expect(wallTimeLimit(1e9, 60)).toBe(3_600_000);
  });

  it('leaves the queue when aborted, and rejects what waits when closed', async () => {
    const extraction = open({
      processes: 1,
      entry: standIn('queue.mjs', 'for (;;);'),
      wallTimeMs: () => 60_000,
    });
    const running = prepare(extraction, bad);
    const controller = new AbortController();
    const aborted = prepare(extraction, good, controller.signal);
    const waiting = prepare(extraction, good);
    controller.abort(new Error('annulé'));
    expect(await aborted).toBe('Error: annulé');
    await extraction.close();
    expect(await running).toBe('document.interrupted');
    expect(await waiting).toBe('document.interrupted');
    expect(childProcesses()).toBe(0);
  });

  it('reads a real file with progress, terms and the language, and names what is missing or empty', async () => {
    const extraction = open({ processes: 1 });
    const document = await extraction.prepare({ path: good, fileName: 'Congés.txt', signal: never() });
    expect(document).toMatchObject({ mediaType: 'text/plain', language: 'fr' });
    expect(document.passages[0]?.terms.title).toBe('conges');
    expect(document.passages[0]?.terms.text).toContain('payes');
    expect(await prepare(extraction, join(folder, 'missing'))).toBe('document.file_missing');
    expect(await prepare(extraction, file('empty.txt', ''))).toBe('document.empty');
    expect(await prepare(extraction, file('blank.txt', ' \n \n'))).toBe('document.empty');
  });
});
