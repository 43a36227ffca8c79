import { setTimeout as wait } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { databaseFile } from '#main/db/connection.ts';
import { startFoyer } from './foyer.ts';
import { atMost, milliseconds, notMeasured, timings, type Measure, megabytes } from './measures.ts';
import { memoryNow, watchMemory } from './memory.ts';
import { plantYear } from './planted-year.ts';
import type { Door } from './searching.ts';

const MESSAGES = 1_000_000;
const ROLLED_UP_MS = 30_000;
const PAGE_MS = 300;
const HELD_MS = 50;
const MEMORY_MORE_BYTES = 100e6;
const PAGES_ASKED = 30;
const LOOK_MS = 20;
const GIVEN_UP_MS = 20 * 60_000;

type Options = {
  dataFolder: string;
  port: number;
  /** Registers the owner at an instance, and signs in there. */
  register: (foyer: Awaited<ReturnType<typeof startFoyer>>) => Promise<void>;
  signIn: (address: string) => Promise<Door>;
  say: (text: string) => void;
  messages?: number;
};

/** A year of a busy client: its figures are counted from its events by the built server, which answers meanwhile. */
export async function measureRollUp({
  dataFolder,
  port,
  register,
  signIn,
  say,
  messages = MESSAGES,
}: Options): Promise<Measure[]> {
  const before = await startFoyer(dataFolder, port);
  await register(before);
  const bot = await before.client.chatbots.create({ name: 'Accueil', language: 'fr' });
  await before.stop();
  say(`Planting ${messages} messages`);
  const last = plantYear(dataFolder, { clientId: bot.clientId, chatbotId: bot.id }, messages);

  say(`Rolling ${last} events up`);
  const foyer = await startFoyer(dataFolder, port);
  try {
    const startedAt = performance.now();
    const atFirst = memoryNow(foyer.pid);
    const memory = watchMemory(foyer.pid);
    const held: number[] = [];
    const database = new Sqlite(databaseFile(dataFolder), { readonly: true });
    const cursor = database.prepare<[], { cursor: number }>(
      "SELECT cursor FROM event_subscribers WHERE name = 'metrics'",
    );
    while ((cursor.get()?.cursor ?? 0) < last) {
      const asked = performance.now();
      await fetch(`${foyer.address}/health`);
      held.push(performance.now() - asked);
      if (performance.now() - startedAt > GIVEN_UP_MS) throw new Error('The figures are not counted in time');
      await wait(LOOK_MS);
    }
    const rolledUpMs = performance.now() - startedAt;
    database.close();
    memory.stop();
    const peak = memory.peak();
    const seconds = (value: number) => `${(value / 1_000).toFixed(1)} s`;
    const measures = [
      atMost(
        `Figures of ${messages} messages counted`,
        rolledUpMs,
        ROLLED_UP_MS,
        seconds,
        `${last} events, ${Math.round(last / (rolledUpMs / 1_000))} a second`,
      ),
      atMost(
        'Answer of the server meanwhile, p95',
        timings(held).p95,
        HELD_MS,
        milliseconds,
        `${held.length} asked, p50 ${milliseconds(timings(held).p50)}`,
      ),
      peak === null || atFirst === null
        ? notMeasured('Memory more meanwhile', `≤ ${megabytes(MEMORY_MORE_BYTES)}`, 'needs Linux')
        : atMost('Memory more meanwhile', peak - atFirst, MEMORY_MORE_BYTES, megabytes),
    ];
    const { address, headers } = await signIn(foyer.address);
    const pages = {
      'Usage of a year': '/api/llm/usage?period=year',
      'Usage of a month': '/api/llm/usage?period=month',
      'A client’s year': `/api/clients/${bot.clientId}/stats?period=year`,
      'A chatbot’s year': `/api/chatbots/${bot.id}/stats?period=year`,
      Home: '/api/system/overview',
      'The first conversations': `/api/conversations?clientId=${bot.clientId}&limit=50`,
    };
    for (const [name, path] of Object.entries(pages)) {
      say(`Asking for ${path}`);
      const samples: number[] = [];
      for (let asked = 0; asked < PAGES_ASKED; asked += 1) {
        const from = performance.now();
        const response = await fetch(`${address}${path}`, { headers });
        const text = await response.text();
        samples.push(performance.now() - from);
        if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 200)}`);
      }
      const { p50, p95 } = timings(samples);
      measures.push(
        atMost(`${name}, ${messages} messages, p95`, p95, PAGE_MS, milliseconds, `p50 ${milliseconds(p50)}`),
      );
    }
    return measures;
  } finally {
    await foyer.stop();
  }
}
