import { describe, expect, it } from 'vitest';
import type { Document, SameNameChoice } from '#shared/contract/document.ts';
import { filesUnder, isWanted, type Entry, type FileEntry, type FolderEntry } from './dropped-files.ts';
import { createSameNames } from './same-names.ts';
import { inputOf } from './document-filter.ts';
import { createUploadQueue, uploadTotals } from './upload-queue.ts';

const BOT = 'bot-1';

function documentFor(name: string, duplicate = false): Document {
  return {
    id: `d-${name}`,
    clientId: 'client',
    fileName: name,
    title: name,
    givenTitle: null,
    mediaType: null,
    language: null,
    size: 1,
    state: 'queued',
    failure: null,
    dismissed: false,
    warnings: [],
    recognition: null,
    lock: null,
    outdated: false,
    progress: null,
    progressNote: null,
    pageCount: null,
    passageCount: 0,
    origin: 'upload',
    source: null,
    tags: [],
    chatbotIds: [BOT],
    sameContentAs: [],
    replaces: null,
    replacedBy: null,
    setAsideAt: null,
    versionCount: 0,
    duplicate,
    sameName: null,
    createdAt: '2026-11-20T10:00:00.000Z',
    updatedAt: '2026-11-20T10:00:00.000Z',
  };
}

type Sent = {
  name: string;
  /** Of the files that are sent together. */
  count: number;
  chatbotIds: readonly string[];
  onSameName: SameNameChoice;
  resolve: (duplicate?: boolean) => void;
  reject: (error: Error) => void;
};

function setUp() {
  const sent: Sent[] = [];
  const added: string[] = [];
  const queue = createUploadQueue<string>({
    waitAfter: problem => (problem === 'wait' ? 1 : null),
    send: ([file = new File([], ''), ...others], { chatbotIds, onSameName, signal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
        sent.push({
          name: file.name,
          count: others.length + 1,
          chatbotIds,
          onSameName,
          resolve: duplicate => resolve([file, ...others].map(({ name }) => documentFor(name, duplicate))),
          reject,
        });
      }),
    onAdded: documents => added.push(...documents.map(({ id }) => id)),
    problemOf: error => (error as Error).message,
  });
  const until = (condition: () => boolean) =>
    new Promise<void>(resolve => {
      if (condition()) return resolve();
      const leave = queue.subscribe(() => {
        if (!condition()) return;
        leave();
        resolve();
      });
    });
  const states = () => queue.uploads().map(({ state }) => state);
  return { queue, sent, added, until, states };
}

const file = (name: string) => new File(['content'], name);

describe('upload queue', () => {
  it('sends a few at once and goes on as each ends', async () => {
    const { queue, sent, until, states } = setUp();
    queue.add(['a', 'b', 'c', 'd'].map(file), [BOT]);
    expect(sent.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    sent[0]?.resolve();
    await until(() => states()[3] === 'sending');
    expect(states()).toEqual(['done', 'sending', 'sending', 'sending']);
  });

  it('cancels one, waiting or on its way, and no other', async () => {
    const { queue, until, states } = setUp();
    queue.add(['a', 'b', 'c', 'd', 'e'].map(file), [BOT]);
    queue.cancel(5);
    queue.cancel(2);
    await until(() => states()[1] === 'cancelled');
    await until(() => states()[3] === 'sending');
    expect(states()).toEqual(['sending', 'cancelled', 'sending', 'sending', 'cancelled']);
  });

  it('says why one failed, goes on with the rest, and sends it again when asked', async () => {
    const { queue, sent, until, states } = setUp();
    queue.add(['a', 'b'].map(file), [BOT]);
    sent[0]?.reject(new Error('storage.full'));
    sent[1]?.resolve(true);
    await until(() => states().join() === 'failed,duplicate');
    expect(queue.uploads()[0]?.problem).toBe('storage.full');
    queue.retry(1);
    expect(states()).toEqual(['sending', 'duplicate']);
  });

  it('sends each file to all the chatbots it is meant for, and tells what became of it', async () => {
    const { queue, sent, added, until, states } = setUp();
    queue.add([file('a')], [BOT, 'bot-2']);
    expect(sent[0]).toMatchObject({ chatbotIds: [BOT, 'bot-2'], onSameName: 'replace' });
    sent[0]?.resolve();
    await until(() => states()[0] === 'done');
    expect(added).toEqual(['d-a']);
  });

  it('does not let files of one folder that share a name replace one another', () => {
    const { queue, sent } = setUp();
    queue.add(['README.md', 'a.md', 'README.md'].map(file), [BOT]);
    expect(sent.map(({ name, onSameName }) => [name, onSameName])).toEqual([
      ['README.md', 'keep'],
      ['a.md', 'replace'],
      ['README.md', 'keep'],
    ]);
  });

  it('sends many small files together, and those that were refused together one by one', async () => {
    const { queue, sent, until, states } = setUp();
    const large = new File([new Uint8Array(300_000)], 'large');
    const many = Array.from({ length: 100 }, (_, index) => file(`f-${index}`));
    queue.add([large, ...many], [BOT]);
    expect(sent.map(({ name, count }) => [name, count])).toEqual([
      ['large', 1],
      ['f-0', 10],
      ['f-10', 9],
    ]);
    sent[1]?.resolve();
    await until(() => states()[10] === 'done');
    queue.cancel(12);
    await until(() => states()[11] === 'cancelled');
    // The others that went with it are sent again, each by itself; what is wrong with one is its own.
    for (let at = 2; states().some(state => ['waiting', 'sending'].includes(state)); at += 1) {
      const one = sent[at];
      if (one?.name === 'f-13' && one.count === 1) one.reject(new Error('document.damaged'));
      else one?.resolve();
      if (at === 2) sent[0]?.resolve();
      await new Promise(resolve => setTimeout(resolve, 0));
    }
    const again = Array.from({ length: 9 }, (_, index) => `f-${10 + index}`).filter(name => name !== 'f-10');
    const alone = sent.slice(2).filter(({ name, count }) => again.includes(name) && count === 1);
    expect(alone.map(({ name }) => name)).toEqual(again);
    const unlike = queue.uploads().filter(({ state }) => state !== 'done');
    expect(unlike.map(({ name, state }) => [name, state])).toEqual([
      ['f-10', 'cancelled'],
      ['f-13', 'failed'],
    ]);
  });

  it('waits where it asked too often, and sends the same again by itself', async () => {
    const { queue, sent, until, states } = setUp();
    queue.add([file('a')], [BOT]);
    sent[0]?.reject(new Error('wait'));
    await until(() => sent.length === 2);
    expect(states()).toEqual(['sending']);
    sent[1]?.resolve();
    await until(() => states()[0] === 'done');
  });

  it('tells of many changes now and then', async () => {
    const { queue, sent, until, states } = setUp();
    let told = 0;
    queue.subscribe(() => (told += 1));
    queue.add(
      Array.from({ length: 1_000 }, (_, index) => file(`f-${index}`)),
      [BOT],
    );
    for (let at = 0; states().some(state => state !== 'done'); at += 1) {
      sent[at]?.resolve();
      await new Promise(resolve => setTimeout(resolve, 0));
    }
    await until(() => states().every(state => state === 'done'));
    expect(sent.length).toBeLessThan(150);
    expect(told).toBeLessThan(sent.length);
  });

  it('counts progress by bytes', () => {
    const base = { id: 1, name: 'a', problem: null, documentId: null };
    const totals = uploadTotals([
      { ...base, size: 300, state: 'sending', progress: 0.5 },
      { ...base, size: 100, state: 'done', progress: 1 },
      { ...base, size: 900, state: 'cancelled', progress: 0 },
    ]);
    expect(totals).toEqual({ open: 1, ended: 1, failed: 0, progress: 0.625 });
  });
});

describe('names that are there already', () => {
  const older = { id: 'old', title: 'Tarifs', fileName: 'a.md', createdAt: '2026-01-01T00:00:00.000Z' };
  const named = (action: 'replaces' | 'kept') => ({
    ...documentFor('a.md'),
    sameName: { action, documents: [older] },
  });

  it('wait for an answer, once for each new document', () => {
    const names = createSameNames();
    let changes = 0;
    names.subscribe(() => (changes += 1));
    names.note([documentFor('b.md')]);
    expect([names.met(), changes]).toEqual([[], 0]);
    names.note([named('replaces')]);
    names.note([named('replaces')]);
    expect(names.met()).toEqual([{ id: 'd-a.md', fileName: 'a.md', action: 'replaces', older: [older] }]);
    names.answered(['d-a.md']);
    expect(names.met()).toEqual([]);
  });
});

describe('a view of the documents', () => {
  it('is asked for as the list knows it; dismissed failures have one of their own', () => {
    expect(inputOf(undefined)).toEqual({});
    expect(inputOf('failed')).toEqual({ state: 'failed', dismissed: false });
    expect(inputOf('dismissed')).toEqual({ dismissed: true });
    expect(inputOf('warned')).toEqual({ warned: true });
    expect(inputOf('set_aside')).toEqual({ state: 'set_aside' });
  });
});

describe('dropped files', () => {
  const fileEntry = (name: string): FileEntry => ({
    name,
    isFile: true,
    isDirectory: false,
    file: success => success(file(name)),
  });
  const folder = (name: string, batches: Entry[][]): FolderEntry => ({
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => {
      const left = [...batches];
      return { readEntries: success => success(left.shift() ?? []) };
    },
  });

  it('walks folders to the last batch and leaves out hidden files', async () => {
    const { files, isCut } = await filesUnder([
      fileEntry('a.pdf'),
      folder('RH', [[fileEntry('b.pdf'), fileEntry('.DS_Store')], [folder('2026', [[fileEntry('c.docx')]])]]),
      folder('.git', [[fileEntry('config')]]),
    ]);
    expect(files.map(({ name }) => name)).toEqual(['a.pdf', 'b.pdf', 'c.docx']);
    expect(isCut).toBe(false);
    const first = await filesUnder([fileEntry('a.pdf'), folder('RH', [[fileEntry('b.pdf')]])], 1);
    expect([first.files.length, first.isCut]).toEqual([1, true]);
  });

  it('knows hidden parts of a chosen folder', () => {
    expect(isWanted('RH/2026/a.pdf')).toBe(true);
    expect(isWanted('RH/.git/config')).toBe(false);
    expect(isWanted('RH/~$a.docx')).toBe(false);
  });
});
