import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORPCError } from '@orpc/server';
import { contract } from '#shared/contract/index.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import type { IncomingFiles } from '#main/platform/incoming-files.ts';
import { matrix } from './matrix.ts';
import type { Row } from './rows.ts';
import { callers, createWorld, FOREIGN_MARKER, type Caller, type Side, type World } from './world.ts';

/** These belong to client A alone: client B is another office to them. */
const confinedToA: readonly Caller[] = [
  'member',
  'agent',
  'editor',
  'chat key',
  'search key',
  'read key',
  'write key',
  'admin key',
];

type Named = { name: string; feature: string; route: string; row: Row };
const rows: Named[] = Object.entries(matrix).flatMap(([feature, routes]) =>
  Object.entries(routes as Record<string, Row>).map(([route, row]) => ({
    name: `${feature}.${route}`,
    feature,
    route,
    row,
  })),
);

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** What came back, streams read to their end (the endless one of changes only begun); or the code it failed with. */
async function call(caller: Caller, { feature, route, row }: Named, side: Side) {
  const input = await row.input(world, caller, side);
  const abort = new AbortController();
  const client = world.clientOf(caller) as FoyerClient & Record<string, Record<string, Procedure>>;
  try {
    const output = await client[feature]?.[route]?.(input, {
      signal: abort.signal,
      context: { files: row.files?.() },
    });
    return { code: null, text: JSON.stringify(await collected(output, `${feature}.${route}`, abort)) };
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error;
    return { code: error.code, text: JSON.stringify(error.data ?? null) + error.message };
  }
}
type Procedure = (
  input: unknown,
  options: { signal: AbortSignal; context: { files: IncomingFiles | undefined } },
) => Promise<unknown>;

async function collected(output: unknown, name: string, abort: AbortController): Promise<unknown> {
  if (typeof output !== 'object' || output === null || !(Symbol.asyncIterator in output)) return output;
  if (name === 'system.changes') {
    abort.abort();
    return null; // what it lets through has a test of its own
  }
  const events: unknown[] = [];
  for await (const event of output as AsyncIterable<unknown>) events.push(event);
  return events;
}

const refusals = ['auth.required', 'auth.forbidden', 'auth.local_only'];

it('classifies every route of the contract, and no other', () => {
  const declared = Object.entries(contract).flatMap(([feature, routes]) =>
    Object.keys(routes).map(route => `${feature}.${route}`),
  );
  expect(rows.map(row => row.name).toSorted()).toEqual(declared.toSorted());
});

describe.each(rows)('$name', named => {
  it.each(callers.filter(caller => !named.row.who.includes(caller)))('refuses %s', async caller => {
    const { code } = await call(caller, named, 'a');
    const isOfMachine = named.row.who.length === 1 && named.row.who[0] === 'local';
    const refusal = isOfMachine ? 'auth.local_only' : 'auth.forbidden';
    expect(code).toBe(caller === 'nobody' ? 'auth.required' : refusal);
  });

  it.each(named.row.who)('admits %s', async caller => {
    const { code } = await call(caller, named, 'a');
    expect(refusals).not.toContain(code);
    if (named.row.foreign !== 'none') expect(code).toBeNull();
  });

  const strangers =
    named.row.foreign === 'none' ? [] : named.row.who.filter(caller => confinedToA.includes(caller));
  if (strangers.length === 0) return;
  it.each(strangers)('shows %s of another client nothing', async caller => {
    const { code, text } = await call(caller, named, 'b');
    expect(code).toBe(named.row.foreign === 'absent' ? 'resource.not_found' : null);
    expect(text).not.toContain(FOREIGN_MARKER);
    // A refusal may name the id it was asked for; an answer names nothing of the other client.
    if (code === null) for (const id of Object.values(world.estates.b)) expect(text).not.toContain(id);
  });
});
