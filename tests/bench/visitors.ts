import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { ingest, type RunningFoyer } from './foyer.ts';
import { atMost, milliseconds, notMeasured, timings, type Measure, megabytes } from './measures.ts';
import { descendants, memoryNow, watchMemory } from './memory.ts';
import { startPacedModel, type PacedModel } from './paced-model.ts';

const VISITORS = 200;
const QUESTIONS_EACH = 3;
const IDLE_VISITORS = 1_000;
const SLOW_SOCKETS = 500;
const PAGE = 'http://page.example.org';
const QUESTION = 'Quels sont les délais de livraison ?';

/** Eight seconds for an answer: while two hundred visitors read theirs, twenty-five a second ask. */
const CONVERSATION = { firstWordMs: 250, words: 100, intervalMs: 78 };
const SHORT = { firstWordMs: 50, words: 10, intervalMs: 10 };

type Visitor = { token: string };
type Asked = { code: string; totalMs: number; firstWordMs: number; failure: string | null };

/** Visitors of a widget, by hundreds, on the built server. Everything stays on this machine. */
export async function measureVisitors(
  { client, pid }: RunningFoyer,
  options: { port: number; documents: readonly string[]; say: (text: string) => void },
): Promise<Measure[]> {
  const { port, documents, say } = options;
  const model = await startPacedModel(CONVERSATION);
  try {
    const { id: chatbotId } = await client.chatbots.create({ name: 'Accueil', language: 'fr' });
    await ingest(client, chatbotId, [...documents]);
    // What read the documents ends when there is nothing to read: visitors are measured without it.
    while (descendants(pid).length > 0) await pause(500);
    await client.models.create({
      name: 'Cadencé',
      provider: 'openai',
      model: 'paced',
      url: model.url,
      isDefault: true,
    });
    await client.network.update({ enabled: true, interface: 'loopback', port, answersAtOnce: VISITORS + 50 });
    const { publicId } = await client.widgets.update({
      id: chatbotId,
      enabled: true,
      allowedDomains: ['page.example.org'],
      limits: {
        visitorPerMinute: 10_000,
        visitorPerDay: 100_000,
        widgetPerMinute: 100_000,
        addressPerMinute: 100_000,
      },
    });
    const door = createDoor(port, publicId);

    say(`${VISITORS} visitors at once`);
    const visitors = await inTurn(VISITORS, () => door.enter());
    await warmUp(door, visitors.slice(0, 20), model);
    const memory = watchMemory(pid);
    const many = await conversations(door, visitors, model, CONVERSATION);
    memory.stop();
    const peak = memory.peak();

    say(`${IDLE_VISITORS} idle visitors`);
    const idle = await measureIdle(port, publicId, pid);

    say(`${SLOW_SOCKETS} slow sockets`);
    model.setPace(SHORT);
    const few = visitors.slice(0, 20);
    const calm = await conversations(door, few, model, SHORT);
    const slow = holdSlowSockets(port, SLOW_SOCKETS);
    const attacked = await conversations(door, few, model, SHORT);
    slow.stop();
    door.close();

    const added = timings(many.map(one => one.totalMs - (model.ownTime(one.code) ?? 0)));
    const errors = [...many, ...calm, ...attacked].filter(one => one.failure !== null);
    for (const { failure } of errors.slice(0, 5)) say(`  ${failure}`);
    const [calmFirst, attackedFirst] = [calm, attacked].map(
      all => timings(all.map(one => one.firstWordMs)).p95,
    ) as [number, number];
    return [
      atMost(
        `${VISITORS} visitors at once: added to the model’s own time, p95`,
        added.p95,
        150,
        milliseconds,
        `p50 ${milliseconds(added.p50)}; ${many.length} answers of ${(CONVERSATION.words * CONVERSATION.intervalMs) / 1000} s`,
      ),
      atMost(
        `${VISITORS} visitors at once: errors and mixed answers`,
        errors.length,
        0,
        String,
        `of ${many.length + calm.length + attacked.length}`,
      ),
      peak === null
        ? notMeasured(`${VISITORS} visitors at once: memory, all processes`, '≤ 400 MB', 'needs Linux')
        : atMost(`${VISITORS} visitors at once: memory, all processes`, peak, 400e6, megabytes),
      idle === null
        ? notMeasured(`${IDLE_VISITORS} idle visitors: memory more`, '≤ 100 MB', 'needs Linux')
        : atMost(`${IDLE_VISITORS} idle visitors: memory more`, idle, 100e6, megabytes),
      atMost(
        `${SLOW_SOCKETS} slow sockets: first word of the others, p95`,
        attackedFirst / calmFirst,
        2,
        ratio => `${ratio.toFixed(2)} × alone`,
        `${milliseconds(attackedFirst)}; alone ${milliseconds(calmFirst)}`,
      ),
    ];
  } finally {
    await model.close();
  }
}

type Door = ReturnType<typeof createDoor>;
let asked = 0;

/** A visitor's side of the listener. */
function createDoor(port: number, widgetId: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

  async function enter(through: Agent = agent): Promise<Visitor> {
    const text = await call(through, port, 'POST', '/api/visitor/token', { origin: PAGE }, { widgetId });
    return JSON.parse(text) as Visitor;
  }

  async function ask({ token }: Visitor): Promise<Asked> {
    asked += 1;
    const code = String(asked);
    const startedAt = performance.now();
    let firstWordMs = Number.NaN;
    const failed = (failure: string): Asked => ({
      code,
      totalMs: performance.now() - startedAt,
      firstWordMs,
      failure,
    });
    try {
      const text = await call(
        agent,
        port,
        'POST',
        '/api/visitor/chat',
        { authorization: `Bearer ${token}` },
        { message: `${QUESTION} code-${code}`, clientMessageId: `bench-message-${code}` },
        sofar => {
          if (Number.isNaN(firstWordMs) && sofar.includes('"type":"delta"'))
            firstWordMs = performance.now() - startedAt;
        },
      );
      if (!text.includes('"type":"finished"')) return failed(text.slice(-300));
      const others = [...text.matchAll(/word-(\d+)/g)].filter(([, other]) => other !== code);
      if (others.length > 0) return failed(`mixed: ${others[0]?.[0]} in ${code}`);
      if (!text.includes(`word-${code}`)) return failed(`not by the model: ${text.slice(-300)}`);
      return { code, totalMs: performance.now() - startedAt, firstWordMs, failure: null };
    } catch (error) {
      return failed(String(error));
    }
  }

  return { enter, ask, close: () => agent.destroy() };
}

function call(
  agent: Agent,
  port: number,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: unknown,
  onText: (sofar: string) => void = () => undefined,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        agent,
        headers: { 'content-type': 'application/json', ...headers },
      },
      response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', part => {
          text += String(part);
          onText(text);
        });
        response.on('end', () =>
          response.statusCode === 200 ? resolve(text) : reject(new Error(`${response.statusCode} ${text}`)),
        );
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Code is compiled and connections are made before anything is measured. */
async function warmUp(door: Door, visitors: readonly Visitor[], model: PacedModel): Promise<void> {
  model.setPace(SHORT);
  for (let round = 0; round < 5; round += 1) await Promise.all(visitors.map(visitor => door.ask(visitor)));
  model.setPace(CONVERSATION);
}

/** Each asks, reads the answer and asks again; they come in over one answer's time, as people do. */
async function conversations(
  door: Door,
  visitors: readonly Visitor[],
  model: PacedModel,
  pace: typeof SHORT,
): Promise<Asked[]> {
  model.setPace(pace);
  const answerMs = pace.firstWordMs + pace.words * pace.intervalMs;
  const all = await Promise.all(
    visitors.map(async (visitor, index) => {
      await pause((answerMs * index) / visitors.length);
      const own: Asked[] = [];
      for (let question = 0; question < QUESTIONS_EACH; question += 1) own.push(await door.ask(visitor));
      return own;
    }),
  );
  return all.flat();
}

/** Memory that so many open panels take: a token, a session and an open connection each. */
async function measureIdle(port: number, widgetId: string, pid: number): Promise<number | null> {
  const before = memoryNow(pid);
  const agents: Agent[] = [];
  await inTurn(IDLE_VISITORS, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    agents.push(agent);
    const { token } = await createDoor(port, widgetId).enter(agent);
    await call(agent, port, 'GET', '/api/visitor/session', { authorization: `Bearer ${token}` });
  });
  const after = memoryNow(pid);
  for (const agent of agents) agent.destroy();
  return before === null || after === null ? null : after - before;
}

/** Sockets that send a header a byte at a time, and come back when they are sent away. */
function holdSlowSockets(port: number, count: number): { stop(): void } {
  let stopped = false;
  const sockets = new Set<Socket>();
  const open = (): void => {
    if (stopped) return;
    const socket = connect({ host: '127.0.0.1', port });
    sockets.add(socket);
    socket.write('GET /health HTTP/1.1\r\nX-Slow: ');
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      open();
    });
  };
  for (let index = 0; index < count; index += 1) open();
  const drip = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write('x');
  }, 500);
  return {
    stop() {
      stopped = true;
      clearInterval(drip);
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Ten at a time: arriving is not what is measured. */
async function inTurn<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  while (made.length < count) {
    made.push(...(await Promise.all(Array.from({ length: Math.min(10, count - made.length) }, make))));
  }
  return made;
}

function pause(forMs: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, forMs));
}
