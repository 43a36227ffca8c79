import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { databaseFile } from '#main/db/connection.ts';
import { pagedPdf } from '../support/sample-files.ts';
import { scannedPage } from '../support/scanned-pages.ts';
import { startServerProcess, type ServerProcess } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeOld } from '../support/watched-folder.ts';

const FILES = 40;
const PAGES = 60;
const SCANS = 4;
/** From the start of the program to its kill: from its first moments to some pages that were recognised. */
const LIFE_MS = { least: 200, spread: 7_000 };
const LOOK_EVERY_MS = 100;
const SETTLE_MS = 300_000;

const words = (what: string, count: number): string =>
  Array.from(
    { length: count },
    (_, line) => `Le point ${line} de ${what} dit ce que coûte le repère zorglub${line}.`,
  ).join('\n\n');

/** Texts, PDFs and scans, as an office keeps them. */
function writeFiles(folder: string): void {
  for (let file = 0; file < FILES; file += 1)
    writeOld(
      folder,
      `note-${file}.md`,
      `# Note ${file}\n\n${words(`la note ${file}`, 20 + (file % 7) * 60)}`,
    );
  mkdirSync(join(folder, 'scans'));
  for (let scan = 0; scan < SCANS; scan += 1) {
    const text = `Le courrier numéro ${scan} est chez le gardien, qui le rend avant vendredi.`;
    writeFileSync(join(folder, 'scans', `courrier-${scan}.png`), scannedPage(text).toBuffer('image/png'));
    const pages = Array.from({ length: 12 }, (_, page) => [`Le dossier ${scan} parle du sujet ${page}.`]);
    writeFileSync(join(folder, `dossier-${scan}.pdf`), pagedPdf(pages));
  }
}

/** A site whose pages lead from one to the next two. */
async function startSite() {
  const page = (number: number): string =>
    `<!doctype html><html lang="fr"><head><title>Page ${number}</title></head><body><nav><a href="/page-${(number + 1) % PAGES}">a</a>
     <a href="/page-${(number + 2) % PAGES}">b</a></nav><main><h1>Page ${number}</h1><p>${words(`la page ${number}`, 12)}</p></main></body></html>`;
  const server = createServer((request, response) => {
    const number = request.url === '/' ? 0 : Number(/^\/page-(\d+)$/u.exec(request.url ?? '')?.[1] ?? NaN);
    if (Number.isNaN(number)) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(number));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

type Given = { folder: string; site: string };

/** Follows what is not followed yet, and accepts what waits for a yes. */
async function follow({ client }: ServerProcess, { folder, site }: Given): Promise<void> {
  const [chatbot = await client.chatbots.create({ name: 'Coups' })] = await client.chatbots.list({});
  const { items } = await client.sources.list({ limit: 10 });
  const common = {
    clientId: chatbot.clientId,
    chatbotIds: [chatbot.id],
    schedule: { every: 'never' as const },
  };
  if (!items.some(({ kind }) => kind === 'folder'))
    await client.sources.addFolder({
      ...common,
      settings: { path: folder, ignore: [], subfolders: true, pictures: true },
    });
  if (!items.some(({ kind }) => kind === 'site'))
    await client.sources.addSite({
      ...common,
      settings: {
        start: [site],
        sitemap: false,
        include: [],
        exclude: [],
        depth: 20,
        pages: PAGES * 2,
        delayMs: 0,
        files: false,
        browser: false,
        local: true,
      },
    });
}

/** Whether nothing is left to do; says yes to what waits for it. */
async function isDone({ client }: ServerProcess): Promise<boolean> {
  const { items } = await client.sources.list({ limit: 10 });
  for (const { id, asks } of items) if (asks.take + asks.setAside > 0) await client.sources.approve({ id });
  const isFresh =
    items.length === 2 && items.every(one => one.condition === 'fresh' && one.nextLookAt === null);
  const { items: open } = await client.jobs.list({ open: true, limit: 1 });
  return isFresh && open.length === 0;
}

/** Every passage by what it was read in; ids apart, which no two runs share. */
function passagesOf(dataFolder: string, site: string): string[] {
  const database = new Sqlite(databaseFile(dataFolder), { readonly: true, fileMustExist: true });
  try {
    return database
      .prepare<[string], string>(
        `select json_array(replace(i.key, ?, '/'), d.state, c.ordinal, c.start, c.end, c.page, c.heading, c.text)
         from documents d left join source_items i on i.document_id = d.id left join chunks c on c.document_id = d.id
         where d.state <> 'set_aside'`,
      )
      .pluck()
      .all(site)
      .toSorted();
  } finally {
    database.close();
  }
}

async function settle(server: ServerProcess): Promise<void> {
  const deadline = performance.now() + SETTLE_MS;
  while (!(await isDone(server))) {
    if (performance.now() > deadline) throw new Error('What was to be read was not read to its end');
    await pause(LOOK_EVERY_MS);
  }
}

/** Lives for a while and is killed; tells whether all was done before. */
async function liveAndDie(dataFolder: string, given: Given): Promise<boolean> {
  const server = await startServerProcess(dataFolder);
  let isOver = false;
  const work = (async () => {
    await follow(server, given);
    while (!isOver) {
      if (await isDone(server)) return true;
      await pause(LOOK_EVERY_MS);
    }
    return false;
  })();
  // Calls that the kill cuts off.
  const done = work.catch((error: unknown) => {
    if (!isOver) throw error;
    return false;
  });
  const life = LIFE_MS.least + Math.random() * LIFE_MS.spread;
  const wasDone = await Promise.race([done, pause(life, null)]);
  isOver = true;
  await server.killNow();
  await done;
  return wasDone === true;
}

/**
 * Kills the program while it looks at a folder and a site, reads and recognises, and compares what was read in the end
 * with what it reads undisturbed. Whatever is done before the kills are used up is begun anew.
 *
 * @returns what is not the same, in words
 */
export async function killWhileReading(kills: number, say: (text: string) => void): Promise<string[]> {
  const work = temporaryFolder();
  const folder = join(work.path, 'office');
  mkdirSync(folder);
  writeFiles(folder);
  const { address: site, server } = await startSite();
  const given = { folder, site };
  const dataFolder = (name: string): string => join(work.path, name);
  try {
    const undisturbed = await startServerProcess(dataFolder('undisturbed'));
    await follow(undisturbed, given);
    await settle(undisturbed);
    await undisturbed.stop();
    const expected = passagesOf(dataFolder('undisturbed'), site);
    say(`${expected.length} passages read undisturbed; ${kills} kills`);
    const problems: string[] = [];
    for (let kill = 0, round = 1; kill < kills; round += 1) {
      const name = dataFolder(`round-${round}`);
      let isWhole = false;
      while (kill < kills && !isWhole) {
        isWhole = await liveAndDie(name, given);
        kill += 1;
      }
      const last = await startServerProcess(name);
      await follow(last, given);
      await settle(last);
      await last.stop();
      const found = passagesOf(name, site);
      const missing = expected.filter(one => !found.includes(one));
      const other = found.filter(one => !expected.includes(one));
      if (found.length !== expected.length || missing.length + other.length > 0)
        problems.push(
          `round ${round}: ${found.length} passages, ${missing.length} missing (${missing[0] ?? ''}), ${other.length} others (${other[0] ?? ''})`,
        );
      say(`Round ${round} is whole after ${kill} kills in all`);
    }
    return problems;
  } finally {
    server.close();
    work.remove();
  }
}
