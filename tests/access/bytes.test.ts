import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestContext } from '#main/app/ports.ts';
import { until } from '../support/until.ts';
import { contextOf } from '../support/temporary-app.ts';
import { visitWithFile, type LeftVisit } from '../support/visit.ts';
import { callers, createWorld, type Caller, type Side, type World } from './world.ts';

/** The operations that carry bytes are not routes of the contract: their doors ask the app, which must ask who calls. */
type Operation = {
  name: string;
  who: readonly Caller[];
  /** Null where it concerns no client. */
  foreign: 'absent' | null;
  act: (world: World, context: RequestContext, side: Side) => unknown;
};

const administrators: readonly Caller[] = ['admin', 'owner', 'local'];
const editors: readonly Caller[] = ['editor', ...administrators];
const readers: readonly Caller[] = ['agent', ...editors];
const people: readonly Caller[] = ['member', 'agent', ...editors];

async function* oneFile() {
  yield { fileName: 'note.txt', content: Readable.from([`Un texte ${Math.random()}.`]) };
}

const operations: readonly Operation[] = [
  {
    name: 'uploading files',
    who: [...editors, 'write key', 'admin key'],
    foreign: 'absent',
    act: ({ temporary: { app }, estates }, context, side) =>
      app.receiveFiles(context, { chatbotIds: [estates[side].botId], onSameName: 'replace' }, oneFile()),
  },
  {
    name: 'downloading an original',
    who: [...people, 'read key', 'admin key'],
    foreign: 'absent',
    act: ({ temporary: { app }, estates }, context, side) =>
      app.originalFile(context, estates[side].documentId),
  },
  {
    name: 'downloading what a visitor sent',
    who: [...readers, 'read key', 'admin key'],
    foreign: 'absent',
    act: ({ temporary: { app } }, context, side) => app.visitorFile(context, visits[side].attachmentId),
  },
  {
    name: 'downloading the archive of a client',
    who: [...administrators, 'admin key'],
    foreign: 'absent',
    act: async (world, context, side) => {
      const { clientId } = world.estates[side];
      const archives = await world.temporary.client.exports.list({ id: clientId });
      return world.temporary.app.exportFile(context, clientId, archives[0]?.id ?? '');
    },
  },
  {
    name: 'taking the activity log as a table',
    who: administrators,
    foreign: null,
    act: ({ temporary: { app } }, context) => app.exportAudit(context, {}),
  },
];

const confinedToA: readonly Caller[] = callers.filter(
  caller => caller !== 'nobody' && !administrators.includes(caller),
);

let world: World;
let visits: Record<Side, LeftVisit>;
beforeAll(async () => {
  world = await createWorld();
  const { app, client } = world.temporary;
  visits = {
    a: await visitWithFile(app, world.estates.a.botId),
    b: await visitWithFile(app, world.estates.b.botId),
  };
  for (const { clientId } of Object.values(world.estates)) {
    await client.exports.start({ id: clientId });
    await until(async () => (await client.exports.list({ id: clientId }))[0]?.state === 'ready');
  }
});
afterAll(() => world.close());

async function codeOf({ act }: Operation, caller: Caller, side: Side): Promise<unknown> {
  try {
    await act(world, contextOf(world.principalOf(caller)), side);
    return null;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

describe.each(operations)('$name', operation => {
  it.each(callers.filter(caller => !operation.who.includes(caller)))('is refused to %s', async caller => {
    expect(await codeOf(operation, caller, 'a')).toBe(
      caller === 'nobody' ? 'auth.required' : 'auth.forbidden',
    );
  });
  it.each(operation.who)('is open to %s', async caller => {
    expect(await codeOf(operation, caller, 'a')).toBeNull();
  });
  const strangers = operation.foreign === null ? [] : operation.who.filter(who => confinedToA.includes(who));
  if (strangers.length === 0) return;
  it.each(strangers)('finds nothing of another client for %s', async caller => {
    expect(await codeOf(operation, caller, 'b')).toBe('resource.not_found');
  });
});
