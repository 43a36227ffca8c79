import type { RemoteClient } from '#main/app/ports.ts';
import { fill } from '#main/platform/terminal-words.ts';
import type { Command } from '../command.ts';
import { findChatbot, pick } from '../find.ts';
import { table } from '../output.ts';
import { choice, optional } from '../values.ts';

const PAGE_SIZE = 200; // the most a list gives at once
const STATES = ['waiting', 'approved', 'dropped'] as const;
type State = (typeof STATES)[number];

async function listAll(client: RemoteClient, filter: { state: State; chatbotId?: string }) {
  const found: Awaited<ReturnType<RemoteClient['articles']['list']>>['items'] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<RemoteClient['articles']['list']>> = await client.articles.list({
      ...filter,
      limit: PAGE_SIZE,
      ...(cursor === null ? {} : { cursor }),
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

/** One that waits, by its id or its question. */
async function waitingOf(client: RemoteClient, given: string, input: Parameters<typeof pick>[3]) {
  const all = await listAll(client, { state: 'waiting' });
  return pick(
    all.map(proposal => ({ ...proposal, name: proposal.question })),
    given,
    input.kinds.proposal,
    input,
  );
}

export const articleList: Command = {
  name: 'article list',
  summary: 'articleList',
  usage: '[--bot B] [--state waiting|approved|dropped]',
  options: { bot: { type: 'string' }, state: { type: 'string' } },
  positionals: [0, 0],
  needs: 'client',
  async run({ client, values, output, words }) {
    const state = choice(optional(values, 'state') ?? 'waiting', 'state', STATES, words);
    const name = optional(values, 'bot');
    const bot = name === undefined ? null : await findChatbot(client, name, words);
    const proposals = await listAll(client, { state, ...(bot === null ? {} : { chatbotId: bot.id }) });
    const { columns } = words;
    output.result({ proposals }, () =>
      proposals.length === 0
        ? [words.empty]
        : table([
            [columns.chatbots, columns.question, columns.id],
            ...proposals.map(({ chatbotName, question, id }) => [chatbotName, question, id]),
          ]),
    );
    return 0;
  },
};

export const articleApprove: Command = {
  name: 'article approve',
  summary: 'articleApprove',
  usage: 'QUESTION|ID [--keep VALUE]... [--test]',
  options: { keep: { type: 'string', multiple: true }, test: { type: 'boolean' } },
  positionals: [1, 1],
  needs: 'client',
  async run({ client, values, positionals, output, words }) {
    const [given = ''] = positionals;
    const { id, question } = await waitingOf(client, given, words);
    const kept = Array.isArray(values['keep']) ? values['keep'].map(String) : [];
    const { personal } = await client.articles.get({ id });
    const unseen = personal.filter(({ value, theirs }) => theirs || !kept.includes(value));
    if (unseen.length > 0) {
      output.result({ approved: false, personal: unseen }, () =>
        unseen.map(({ value, theirs }) =>
          fill(theirs ? words.articleTheirs : words.articlePersonal, { value }),
        ),
      );
      return 1;
    }
    const proposal = await client.articles.approve({ id, kept, test: values['test'] === true });
    output.result({ approved: true, proposal }, () => [fill(words.articleApproved, { question })]);
    return 0;
  },
};

export const articleDrop: Command = {
  name: 'article drop',
  summary: 'articleDrop',
  usage: 'QUESTION|ID',
  options: {},
  positionals: [1, 1],
  needs: 'client',
  async run({ client, positionals, output, words }) {
    const [given = ''] = positionals;
    const { id, question } = await waitingOf(client, given, words);
    const proposal = await client.articles.drop({ id });
    output.result({ proposal }, () => [fill(words.articleDropped, { question })]);
    return 0;
  },
};
