import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Source } from '#shared/contract/sources.ts';
import type { RemoteClient } from '#main/app/ports.ts';
import { wordsForCode } from '#main/platform/error-words.ts';
import { fill } from '#main/platform/terminal-words.ts';
import type { ClientCommandInput, Command } from '../command.ts';
import { findChatbot, pick } from '../find.ts';
import { table } from '../output.ts';
import { optional, required } from '../values.ts';

const PAGE_SIZE = 200; // the most a list gives at once
const POLL_MS = 300;

async function listAll(client: RemoteClient): Promise<Source[]> {
  const sources: Source[] = [];
  let cursor: string | null = null;
  do {
    const page = await client.sources.list({ limit: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) });
    sources.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return sources;
}

export const sourceList: Command = {
  name: 'source list',
  summary: 'sourceList',
  usage: '',
  options: {},
  positionals: [0, 0],
  needs: 'client',
  async run({ client, output, words }) {
    const sources = await listAll(client);
    const { columns } = words;
    output.result({ sources }, () =>
      sources.length === 0
        ? [words.empty]
        : table([
            [columns.name, columns.state, columns.documents, columns.id],
            ...sources.map(({ name, condition, documents, id }) => [
              name,
              words.sourceConditions[condition],
              String(documents),
              id,
            ]),
          ]),
    );
    return 0;
  },
};

export const sourceAdd: Command = {
  name: 'source add',
  summary: 'sourceAdd',
  usage: '--bot B FOLDER [--name N]',
  options: { bot: { type: 'string' }, name: { type: 'string' } },
  positionals: [1, 1],
  needs: 'client',
  async run(input) {
    const { client, values, positionals, words } = input;
    const bot = await findChatbot(client, required(values, 'bot', words), words);
    const [folder = ''] = positionals;
    const name = optional(values, 'name');
    const added = await client.sources.addFolder({
      clientId: bot.clientId,
      chatbotIds: [bot.id],
      // Another process may look at it: the path must mean the same there.
      settings: { path: resolve(folder), ignore: [], subfolders: true, pictures: false },
      ...(name === undefined ? {} : { name }),
    });
    return told(input, await untilLookedAt(input, added));
  },
};

export const sourceLook: Command = {
  name: 'source look',
  summary: 'sourceLook',
  usage: 'NAME [--dry] [--approve]',
  options: { dry: { type: 'boolean' }, approve: { type: 'boolean' } },
  positionals: [1, 1],
  needs: 'client',
  async run(input) {
    const { client, values, positionals, words } = input;
    const [name = ''] = positionals;
    const { id } = pick(await listAll(client), name, words.kinds.source, words);
    if (values['approve'] === true) await client.sources.approve({ id });
    else await client.sources.look({ id, dry: values['dry'] === true });
    return told(input, await untilLookedAt(input, await client.sources.get({ id })));
  },
};

async function untilLookedAt(
  { client, output, words, surroundings: { signal } }: ClientCommandInput,
  given: Source,
): Promise<Source> {
  let source = given;
  while ((source.condition === 'looking' || source.condition === 'never') && !signal.aborted) {
    const { counts, queued = 0 } = source.live ?? {};
    const done = counts ? counts.new + counts.changed + counts.unchanged + counts.skipped + counts.failed : 0;
    output.progress(fill(words.sourceProgress, { done, left: queued }));
    await wait(POLL_MS);
    source = await client.sources.get({ id: source.id });
  }
  return source;
}

function told({ output, words, language }: ClientCommandInput, source: Source): number {
  const { name, condition, documents, asks, failure } = source;
  output.result({ source }, () => [
    `${name} : ${failure === null ? words.sourceConditions[condition] : wordsForCode(failure, language)}`,
    fill(words.sourceCounts, { documents, take: asks.take, aside: asks.setAside }),
  ]);
  return failure === null ? 0 : 1;
}
