import { expect, it } from 'vitest';
import { startOpenAiStandIn } from '../support/model-stand-ins/index.ts';
import { field, send } from './door-support.ts';
import {
  addModel,
  addSample,
  AMPLE_LIMITS,
  askAndStay,
  asVisitor,
  becomeVisitor,
  finishedOf,
  setNetwork,
  setWidget,
  startPublicServer,
  type Visitor,
} from './public-support.ts';

const VISITORS = 20;
const EACH = 10;
const AT_ONCE = 2;

type Asked = {
  nth: number;
  who: number;
  code: string;
  visitor: Visitor;
  messageId: string;
  answer: ReturnType<typeof askAndStay>;
};

it('200 questions to a server of two are answered in fair order; who leaves gives the place back', async () => {
  const model = await startOpenAiStandIn({ behaviour: 'hang' });
  const server = await startPublicServer();
  await addSample(server);
  await addModel(server, model);
  const widgetId = await setWidget(server, { limits: AMPLE_LIMITS });
  await setNetwork(server, { answersAtOnce: AT_ONCE, waitingAtMost: 400 });
  const load = async () => field((await send(server.address, '/api/network', server)).json, 'load');
  const port = server.publicPort;
  const asked: Asked[] = [];
  // All questions of one before the first of the next: the worst order they can come in.
  for (let who = 0; who < VISITORS; who += 1) {
    const visitor = await becomeVisitor(port, widgetId);
    for (let nth = 0; nth < EACH; nth += 1) {
      const code = `code-${who}-${nth}.`;
      const json = {
        message: `Quels sont les délais de livraison ? ${code}`,
        clientMessageId: `long-${who}-${nth}`,
      };
      const answer = askAndStay(port, visitor.token, json);
      const place = (await answer.has(asked.length < AT_ONCE ? 'started' : 'queued'))[0];
      const messageId = place?.type === 'queued' ? place.messageId : '';
      asked.push({ who, nth, code, visitor, messageId, answer });
    }
  }
  expect(await load()).toMatchObject({ answering: AT_ONCE, waiting: VISITORS * EACH - AT_ONCE });

  const left = asked.filter(({ nth }) => nth === EACH - 1);
  for (const { visitor, messageId, answer } of left) {
    await asVisitor(port, visitor, `/messages/${messageId}/stop`, { json: {} });
    expect(finishedOf(await answer.has('finished')).status).toBe('stopped');
  }
  expect(await load()).toMatchObject({ waiting: VISITORS * (EACH - 1) - AT_ONCE });

  model.setBehaviour('normal');
  model.release();
  const stayed = asked.filter(one => !left.includes(one));
  for (const { answer } of stayed) expect(finishedOf(await answer.has('finished')).status).toBe('complete');
  expect(await load()).toMatchObject({ answering: 0, waiting: 0 });

  const bodies = model.requests.map(({ body }) => JSON.stringify(body));
  for (const { who, nth, code } of stayed) {
    const served = bodies.findIndex(body => body.includes(code));
    // Before one’s next question, each other one’s as many.
    const share = (nth + 1) * VISITORS;
    expect(served, `visitor ${who}, question ${nth}`).toBeLessThan(1.5 * share);
    expect(served).toBeGreaterThanOrEqual(0);
  }
  await server.close();
  await model.close();
}, 180_000);
