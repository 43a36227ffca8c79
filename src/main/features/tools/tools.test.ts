import { expect, it } from 'vitest';
import { z } from 'zod';
import type { ErrorCode } from '#shared/errors.ts';
import { allClients, wholeClients } from '#main/db/client-scope.ts';
import { defineArtifact, type Proposal } from '#main/features/artifacts/index.ts';
import { acting } from '#main/platform/acting.ts';
import { createGreetings } from '../../../../tests/support/planted/greetings.ts';
import { createToolService } from './service.ts';
import { defineTool } from './tool.ts';

const code = (expected: ErrorCode) => expect.objectContaining({ code: expected }) as Error;
const clientId = '019a9f00-0000-7000-8000-000000000001';
const circumstances = { clientId, by: { kind: 'anonymous', id: null } as const };

/** The planted part, and one of a module that is off. */
function open() {
  const proposed: (Proposal & { as: string })[] = [];
  const off = defineTool({
    name: 'off.look',
    effect: 'reads',
    description: 'Of a module that is off.',
    input: z.object({}),
    run: () => ({}),
  });
  const note = defineTool({
    name: 'notes.draft',
    effect: 'drafts',
    description: 'Drafts a note.',
    input: z.object({ text: z.string() }),
    run: ({ text }) => ({ draft: text }),
  });
  const tools = createToolService({
    offered: () => [
      ...createGreetings().tools.map(tool => ({ tool, isOnFor: () => true })),
      { tool: note, isOnFor: () => true },
      { tool: off, isOnFor: () => false },
    ],
    artifacts: {
      propose(_scope, proposal) {
        proposed.push({ ...proposal, as: acting().kind });
        return 'waits';
      },
    },
  });
  return { tools, proposed };
}

it('runs what reads or drafts at once', async () => {
  const { tools, proposed } = open();
  expect(await tools.call(allClients, 'greetings.look', { name: 'Nadia' }, circumstances)).toEqual({
    state: 'done',
    result: { found: true, clientId },
  });
  expect(await tools.call(allClients, 'notes_draft', { text: 'Relance' }, circumstances)).toEqual({
    state: 'done',
    result: { draft: 'Relance' },
  });
  expect(proposed).toEqual([]);
});

it('has anything beyond wait for a yes, on behalf of whoever asked', async () => {
  const { tools, proposed } = open();
  const content = { to: 'Nadia', text: 'Bonne année' };
  expect(await tools.call(allClients, 'greetings_greet', content, circumstances)).toEqual({
    state: 'waiting',
    artifactId: 'waits',
  });
  expect(proposed).toMatchObject([{ clientId, kind: 'greetings.card', content, as: 'anonymous' }]);
});

it('says what is wrong with a call', async () => {
  const { tools } = open();
  const call = (name: string, input: unknown, scope = allClients) =>
    tools.call(scope, name, input, circumstances);
  await expect(call('greetings.burn', {})).rejects.toEqual(code('tool.unknown'));
  await expect(call('off.look', {})).rejects.toEqual(code('tool.unknown'));
  await expect(call('greetings.greet', { to: 'Nadia' })).rejects.toEqual(code('tool.arguments'));
  await expect(call('greetings.look', { name: 'Nadia', all: true })).rejects.toEqual(code('tool.arguments'));
  await expect(call('greetings.look', { name: 'Nadia' }, wholeClients([]))).rejects.toEqual(
    code('resource.not_found'),
  );
});

it('tells models of those that are there, by names that their servers take', () => {
  const { tools } = open();
  const told = tools.toModelTools(clientId);
  expect(told.map(({ name }) => name)).toEqual(['greetings_look', 'greetings_greet', 'notes_draft']);
  expect(z.toJSONSchema(told[1]?.input ?? z.object({}))).toMatchObject({ required: ['to', 'text'] });
});

it('holds a tool to what its artifact does', () => {
  const artifact = defineArtifact({
    name: 'bill',
    called: { fr: 'Facture', en: 'Bill' },
    effect: 'pays',
    content: z.object({}),
    title: () => '',
    describe: () => [],
    execute: async () => ({}),
  });
  const input = z.object({});
  const tool = {
    name: 'bill.pay',
    effect: 'sends',
    description: '',
    input,
    artifact,
    contentOf: () => ({}),
  } as const;
  expect(() => defineTool(tool)).toThrow('bill.pay');
});
