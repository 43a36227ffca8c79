import { Readable } from 'node:stream';
import type { IncomingFiles } from '#main/platform/incoming-files.ts';
import type { Caller, Side, World } from './world.ts';
import type { Contract } from '#shared/contract/index.ts';

/** One operation: who may call it, with what. */
export type Row = {
  who: readonly Caller[];
  /** What the others' client must look like: `absent` (404), `filtered` (answers, without anything of it), or `none`. */
  foreign: 'absent' | 'filtered' | 'none';
  /** An input that is right for the caller: of client A, or, where `side` is `b`, the same of client B. */
  input: (world: World, caller: Caller, side: Side) => unknown;
  /** What is sent beside it, where the route takes files. */
  files?: () => IncomingFiles;
};

export const administrators = ['admin', 'owner', 'local'] as const;
export const editors = ['editor', ...administrators] as const;
export const readers = ['agent', ...editors] as const;
export const people = ['member', ...readers] as const;
export const anyone = [
  'nobody',
  ...people,
  'chat key',
  'search key',
  'read key',
  'write key',
  'admin key',
] as const;

export const nothing = () => ({});
export const none = (who: readonly Caller[], input: Row['input'] = nothing): Row => ({
  who,
  foreign: 'none',
  input,
});
export const filtered = (who: readonly Caller[], input: Row['input']): Row => ({
  who,
  foreign: 'filtered',
  input,
});
export const absent = (who: readonly Caller[], input: Row['input']): Row => ({
  who,
  foreign: 'absent',
  input,
});

export const withClient: Row['input'] = ({ estates }, _caller, side) => ({
  clientId: estates[side].clientId,
});
export const bot: Row['input'] = ({ estates }, _caller, side) => ({ id: estates[side].botId });
export const freshBot: Row['input'] = async (world, _caller, side) => ({ id: await world.freshBot(side) });
/** A chatbot whose model is outside, and where that is. */
export const cloudBot: Row['input'] = async (world, _caller, side) => {
  const { client } = world.temporary;
  const id = await world.freshBot(side);
  const name = `Outside ${id}`;
  const url = 'http://127.0.0.1:9';
  const model = await client.models.create({ name, provider: 'ollama', model: 'mistral:cloud', url });
  await client.chatbots.update({ id, modelId: model.id });
  return { id, host: 'ollama.com' };
};
export const document: Row['input'] = ({ estates }, _caller, side) => ({ id: estates[side].documentId });
export const conversation: Row['input'] = async (world, caller, side) => ({
  id: side === 'a' ? (await world.conversationFor(caller)).conversationId : world.estates.b.conversationId,
});
export const message: Row['input'] = async (world, caller, side) => ({
  messageId: side === 'a' ? (await world.conversationFor(caller)).messageId : world.estates.b.messageId,
});
export const key: Row['input'] = ({ estates }, _caller, side) => ({ id: estates[side].keyId });
export const job: Row['input'] = async (world, _caller, side) => {
  const { items } = await world.temporary.client.jobs.list({ limit: 200 });
  return { id: items.find(item => item.clientId === world.estates[side].clientId)?.id };
};
export const freshPerson: Row['input'] = async world => ({ id: await world.freshPerson() });
/** Something that is not there: those admitted are told so, everyone else is refused before. */
export const nowhere: Row['input'] = () => ({ id: '019a9f00-0000-7000-8000-000000000000' });
export const clientId: Row['input'] = ({ estates }, _caller, side) => ({ id: estates[side].clientId });
export const noExport: Row['input'] = ({ estates }) => ({
  id: estates.a.clientId,
  exportId: '019a9f00-0000-7000-8000-000000000000',
});
export const draftModel = {
  name: 'Local',
  provider: 'ollama',
  model: 'mistral',
  url: 'http://127.0.0.1:9',
} as const;

/** A file that nobody has sent before. */
export const freshFile = () => fileOf(`Un texte ${Math.random()}.`);
export async function* fileOf(content: string | Buffer) {
  yield { fileName: 'note.txt', content: Readable.from([Buffer.from(content)]) };
}
/** A picture of one point. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
export const attachment: Row['input'] = async (world, _caller, side) => ({
  id: (await world.visitOf(side)).attachmentId,
});
export const archive: Row['input'] = async (world, _caller, side) => ({
  id: world.estates[side].clientId,
  exportId: await world.archiveOf(side),
});

/** A row for each route of these features. */
export type RowsOf<Features extends keyof Contract> = {
  [Feature in Features]: { [Route in keyof Contract[Feature]]: Row };
};
