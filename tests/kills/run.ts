/*
 * npm run kills: kills Foyer as it is built, again and again, while every kind of work is under way, starts it again and
 * compares what was acknowledged with what is there. Prints a Markdown table. Exit code 1 when anything was lost,
 * doubled, or is not whole in the end. `-- --kills N` for another number than 200. `-- --reading` kills it 50 times
 * while it looks at a folder and a site, reads and recognises, and compares the passages with those of a run in peace.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { databaseFile } from '#main/db/connection.ts';
import { ensureBuilt, PARTS } from '../../scripts/freshness.mjs';
import { startOpenAiStandIn } from '../support/model-stand-ins/index.ts';
import { HEADLESS, startServerProcess, type ServerProcess } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { finalProblems } from './final-state.ts';
import { createLedger, type Tally } from './ledger.ts';
import { killWhileReading } from './reading.ts';
import { WORK, type Installation, type Run } from './work.ts';
import { freePort } from '../support/free-port.ts';

const OWNER = {
  email: 'kills@example.org',
  password: 'une phrase pour compter les coups',
  fullName: 'Coups',
};
const isReading = process.argv.includes('--reading');
const KILLS = Number(process.argv[process.argv.indexOf('--kills') + 1]) || (isReading ? 50 : 200);
/** Work that is acknowledged before a kill, and the milliseconds that then pass: whatever the machine takes for it. */
const WORK_DONE = { least: 1, spread: 150 };
const AFTERWARDS_MS = { least: 0, spread: 40 };
const WORK_MAX_MS = 20_000;
/** One kill in so many falls while the program starts. */
const AT_START = 5;
const START_MS = { least: 20, spread: 700 };
const SETTLE_MS = 180_000;

const say = (text: string) => process.stderr.write(`${text}\n`);
const within = ({ least, spread }: { least: number; spread: number }) => least + Math.random() * spread;

await ensureBuilt(PARTS);
if (isReading) {
  const problems = await killWhileReading(KILLS, say);
  for (const problem of problems) say(problem);
  process.exit(problems.length > 0 ? 1 : 0);
}
const folder = temporaryFolder();
const dataFolder = join(folder.path, 'data');
const model = await startOpenAiStandIn({});
const ledger = createLedger();
const refusals: string[] = [];
let notAtOnce = 0;

try {
  const installation = await setUp();
  say(`${KILLS} kills`);
  for (let kill = 1; kill <= KILLS; kill += 1) {
    if (kill % AT_START === 0) await killAtStart();
    else await killAtWork(installation);
    if (kill % 25 === 0) say(`${kill} kills`);
  }
  const server = await start();
  await settle(server);
  const { ok } = await server.client.audit.verify({});
  await server.stop();
  const tallies = ledger.compare(databaseFile(dataFolder));
  const problems = [
    ...(ok ? [] : ['the chain of the journal is broken']),
    ...finalProblems(dataFolder),
    ...refusals.map(refusal => `refused: ${refusal}`),
  ];
  process.stdout.write(`${tableOf(tallies)}\n`);
  for (const problem of problems) say(problem);
  const failed = problems.length > 0 || tallies.some(one => one.lost.length > 0 || one.doubled.length > 0);
  process.exitCode = failed ? 1 : 0;
} finally {
  await model.close();
  folder.remove();
}

function start(): Promise<ServerProcess> {
  return startServerProcess(dataFolder);
}

async function setUp(): Promise<Installation> {
  const server = await start();
  const { client } = server;
  await client.auth.register({ ...OWNER, role: 'owner', language: 'fr' });
  const { id: chatbotId, clientId } = await client.chatbots.create({ name: 'Coups', language: 'fr' });
  const modelUrl = `${model.url}/v1`;
  await client.models.create({
    name: 'Sens',
    provider: 'openai',
    model: 'bge-m3:latest',
    url: modelUrl,
    purpose: 'embedding',
    isDefault: true,
  });
  const port = await freePort();
  await client.network.update({ enabled: true, interface: 'loopback', port });
  const limits = {
    visitorPerMinute: 10_000,
    visitorPerDay: 100_000,
    widgetPerMinute: 100_000,
    addressPerMinute: 100_000,
  };
  const { publicId: widgetId } = await client.widgets.update({
    id: chatbotId,
    enabled: true,
    allowedDomains: ['page.example.org'],
    limits,
  });
  await server.stop();
  return { chatbotId, clientId, widgetId, publicAddress: `http://127.0.0.1:${port}`, modelUrl };
}

async function killAtStart(): Promise<void> {
  const child = spawn(process.execPath, [HEADLESS, '--data', dataFolder, '--port', '0', '--no-open'], {
    stdio: 'ignore',
  });
  await pause(within(START_MS));
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function killAtWork(installation: Installation): Promise<void> {
  const server = await start();
  const run: Run = { address: server.address, client: server.client, headers: await signIn(server.address) };
  let killed = false;
  const workers = WORK.flatMap(({ work, workers: many }) =>
    Array.from({ length: many }, async () => {
      try {
        while (!killed) {
          await work(run, installation, ledger);
          await pause(1); // whoever found nothing to do must not keep the others from theirs
        }
      } catch (error) {
        // Before the kill nothing may fail.
        if (!killed) refusals.push(`${work.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }),
  );
  const enough = ledger.acknowledged() + within(WORK_DONE);
  const latest = performance.now() + WORK_MAX_MS;
  while (ledger.acknowledged() < enough && performance.now() < latest) await pause(2);
  await pause(within(AFTERWARDS_MS));
  killed = true;
  const ended = server.killNow();
  const stopped = Promise.all(workers);
  const isStuck = await Promise.race([stopped.then(() => false), pause(5_000, true)]);
  if (isStuck) notAtOnce += 1;
  await ended;
}

async function signIn(address: string): Promise<Record<string, string>> {
  const response = await fetch(`${address}/api/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: OWNER.email, password: OWNER.password }),
  });
  if (!response.ok) throw new Error(`Signing in answered ${response.status}: ${await response.text()}`);
  const { accessToken } = (await response.json()) as { accessToken: string };
  return { authorization: `Bearer ${accessToken}` };
}

/** Until every job that the kills left is done; as long as something is still being done about them. */
async function settle({ client }: ServerProcess): Promise<void> {
  const database = new Sqlite(databaseFile(dataFolder), { readonly: true, fileMustExist: true });
  const left = database
    .prepare(
      "select type || ' ' || state || ' ×' || count(*) from jobs where state in ('queued', 'running') group by type, state",
    )
    .pluck();
  let before = '';
  let deadline = 0;
  try {
    for (;;) {
      const { totals } = await client.documents.list({ limit: 1 });
      const now = [...left.all(), ...(totals.working > 0 ? [`documents ×${totals.working}`] : [])].join(', ');
      if (now === '') return;
      if (now !== before) deadline = performance.now() + SETTLE_MS;
      else if (performance.now() > deadline)
        throw new Error(`What the kills left was not carried through: ${now}`);
      before = now;
      await pause(200);
    }
  } finally {
    database.close();
  }
}

function tableOf(tallies: readonly Tally[]): string {
  const rows = tallies.map(
    ({ kind, acknowledged, lost, doubled }) =>
      `| ${kind} | ${acknowledged} | ${lost.length} | ${doubled.length} |`,
  );
  const details = tallies.flatMap(({ kind, lost, doubled }) => [
    ...lost.slice(0, 5).map(key => `lost of ${kind}: ${key}`),
    ...doubled.slice(0, 5).map(key => `doubled of ${kind}: ${key}`),
  ]);
  const total = tallies.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  return [
    `${KILLS} kills, ${total} acknowledged${notAtOnce > 0 ? `, ${notAtOnce} callers not let go of at once` : ''}`,
    '',
    '| work | acknowledged | lost | doubled |',
    '|---|---|---|---|',
    ...rows,
    ...details,
  ].join('\n');
}
