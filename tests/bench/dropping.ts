import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { zipFile } from '../support/zip-file.ts';
import type { RunningFoyer } from './foyer.ts';
import { atMost, megabytes, milliseconds, timings, type Measure } from './measures.ts';
import { watchMemory } from './memory.ts';
import type { Door } from './searching.ts';

/** What a browser sends of one drop, as the page of documents does (`knowledge/upload-queue.ts`). */
const SENT_AT_ONCE = 3;
const FILES_TOGETHER = 50;
const SMALL_FILES = Number(process.env['BENCH_FILES'] ?? 10_000);
const MIXED_BYTES = Number(process.env['BENCH_MIXED_BYTES'] ?? 1e9);
const ANSWER_MS = 100;
const MEMORY_BYTES = 1e9;
const LOOK_EVERY_MS = 100;
const READ_POLL_MS = 500;
/** Of a picture in an office file: bytes that nobody reads, as most bytes of an office are. */
const PICTURE_BYTES = 4e6;

type Options = { door: Door; longPdf: string; folder: string; say: (text: string) => void };

function smallText(number: number): string {
  const lines = Array.from(
    { length: 8 },
    (_, line) => `Le point ${line} de la note ${number} dit ce que coûte le repère ${number * 8 + line}.`,
  );
  return `# Note ${number}\n\n${lines.join('\n\n')}\n`;
}

/** What open pages ask while files come in: the list with its counts, the chatbots, the tasks. */
const ASKED = ['/api/documents?limit=50', '/api/chatbots', '/api/jobs?open=true&limit=20'];

/** Asks as open pages do until it is stopped. @returns how long each answer took, in milliseconds */
function watchAnswers({ address, headers }: Door) {
  const taken: number[] = [];
  let isOver = false;
  const watching = (async () => {
    for (let turn = 0; !isOver; turn += 1) {
      const startedAt = performance.now();
      const response = await fetch(address + (ASKED[turn % ASKED.length] ?? ''), { headers });
      await response.text();
      taken.push(performance.now() - startedAt);
      if (!response.ok) throw new Error(`An open page was refused: ${response.status}`);
      await pause(LOOK_EVERY_MS);
    }
  })();
  return async (): Promise<number[]> => {
    isOver = true;
    await watching;
    return taken;
  };
}

async function untilRead({ client }: RunningFoyer, chatbotId: string) {
  for (;;) {
    const { totals } = await client.documents.list({ chatbotId, limit: 1 });
    if (totals.working === 0) return totals;
    await pause(READ_POLL_MS);
  }
}

/** Drops small files all at once, as a browser sends them, and asks what open pages ask until all are searched. */
async function dropSmall(foyer: RunningFoyer, { door, say }: Options): Promise<Measure[]> {
  const { id: chatbotId } = await foyer.client.chatbots.create({ name: 'Dépôt' });
  say(`Dropping ${SMALL_FILES} small files`);
  const stop = watchAnswers(door);
  const startedAt = performance.now();
  let next = 0;
  const send = async (): Promise<void> => {
    while (next < SMALL_FILES) {
      const form = new FormData();
      form.set('chatbotId', chatbotId);
      const end = Math.min(SMALL_FILES, next + FILES_TOGETHER);
      for (; next < end; next += 1) form.append('file', new Blob([smallText(next)]), `note-${next}.md`);
      const { address, headers } = door;
      const response = await fetch(`${address}/api/documents`, { method: 'POST', headers, body: form });
      if (!response.ok) throw new Error(`The drop was refused: ${response.status} ${await response.text()}`);
      await response.text();
    }
  };
  await Promise.all(Array.from({ length: SENT_AT_ONCE }, send));
  const acceptedMs = performance.now() - startedAt;
  const { ready, failed } = await untilRead(foyer, chatbotId);
  const seconds = (performance.now() - startedAt) / 1_000;
  const taken = await stop();
  const { p50, p95 } = timings(taken);
  return [
    atMost(
      `${SMALL_FILES} files in one drop: answers to open pages meanwhile, p95`,
      p95,
      ANSWER_MS,
      milliseconds,
      `p50 ${milliseconds(p50)}, longest ${milliseconds(Math.max(...taken))} of ${taken.length}; taken after ${(acceptedMs / 1_000).toFixed(0)} s, searched after ${seconds.toFixed(0)} s`,
    ),
    atMost(
      `${SMALL_FILES} files in one drop: not searched in the end`,
      SMALL_FILES - ready + failed,
      0,
      String,
    ),
  ];
}

/** Files as an office keeps them, most of whose bytes are pictures: PDFs, presentations in archives, tables, mailboxes. */
function writeMixed(folder: string, longPdf: string): number {
  mkdirSync(folder, { recursive: true });
  const pdf = readFileSync(longPdf);
  const picture = Buffer.alloc(PICTURE_BYTES);
  let written = 0;
  for (let number = 0; written < MIXED_BYTES; number += 1) {
    for (let at = 0; at < picture.length; at += 4)
      picture.writeUInt32LE((at * 2_654_435_761 + number) % 2 ** 32, at);
    const kinds: [name: string, content: Buffer][] = [
      [`rapport-${number}.pdf`, Buffer.concat([pdf, Buffer.from(`\n% ${number}\n`)])],
      [
        `dossier-${number}.zip`,
        zipFile([
          { name: 'note.md', content: smallText(number) },
          { name: 'photo.bin', content: picture },
        ]),
      ],
      [
        `table-${number}.csv`,
        Buffer.from(
          `numéro;nom;prix\n${Array.from({ length: 5_000 }, (_, row) => `${row};repère ${number * 5_000 + row};${row % 97},50`).join('\n')}`,
        ),
      ],
      [
        `boite-${number}.mbox`,
        Buffer.from(
          Array.from(
            { length: 40 },
            (_, mail) =>
              `From claire@atelier.fr Tue Mar 03 09:00:00 2026\nFrom: Claire <claire@atelier.fr>\nTo: bureau@atelier.fr\nSubject: Note ${number}-${mail}\nDate: Tue, 03 Mar 2026 09:00:00 +0100\nMessage-ID: <${number}.${mail}@atelier.fr>\n\n${smallText(number * 40 + mail)}\n`,
          ).join('\n'),
        ),
      ],
    ];
    for (const [name, content] of kinds) {
      writeFileSync(join(folder, name), content);
      written += content.length;
    }
  }
  return written;
}

/** Reads a gigabyte of files of all kinds, and watches the memory of all processes that do. */
async function readMixed(foyer: RunningFoyer, { folder, longPdf, say }: Options): Promise<Measure[]> {
  const written = writeMixed(folder, longPdf);
  say(`Reading ${megabytes(written)} of mixed files`);
  const { id: chatbotId } = await foyer.client.chatbots.create({ name: 'Archives' });
  const memory = watchMemory(foyer.pid);
  const startedAt = performance.now();
  await foyer.client.documents.addPaths({ chatbotId, paths: [folder] });
  const { documents, ready } = await untilRead(foyer, chatbotId);
  const seconds = (performance.now() - startedAt) / 1_000;
  memory.stop();
  const peak = memory.peak();
  const lost = atMost(
    `${megabytes(written)} of mixed files: not searched in the end`,
    documents - ready,
    0,
    String,
  );
  if (peak === null) return [lost];
  const pace = `${documents} files in ${seconds.toFixed(0)} s`;
  return [
    atMost(
      `${megabytes(written)} of mixed files: memory of all processes`,
      peak,
      MEMORY_BYTES,
      megabytes,
      pace,
    ),
    lost,
  ];
}

/** Much at once: many small files, then a gigabyte of large ones. Text in pictures is not recognised meanwhile. */
export async function measureDropping(foyer: RunningFoyer, options: Options): Promise<Measure[]> {
  await foyer.client.system.updateSettings({ recogniseText: false });
  return [...(await dropSmall(foyer, options)), ...(await readMixed(foyer, options))];
}
