import type { Document } from '#shared/contract/documents.ts';
import { fill } from '#main/platform/terminal-words.ts';
import type { Command } from '../command.ts';
import { findChatbot } from '../find.ts';
import { table } from '../output.ts';
import { optional } from '../values.ts';

const PAGE_SIZE = 200; // the most a list gives at once

export const documentList: Command = {
  name: 'document list',
  summary: 'documentList',
  usage: '[--bot B]',
  options: { bot: { type: 'string' } },
  positionals: [0, 0],
  needs: 'client',
  async run({ client, values, output, words }) {
    const bot = optional(values, 'bot');
    const chatbotId = bot === undefined ? undefined : (await findChatbot(client, bot, words)).id;
    const documents: Document[] = [];
    let cursor: string | null = null;
    do {
      const page = await client.documents.list({
        limit: PAGE_SIZE,
        ...(chatbotId === undefined ? {} : { chatbotId }),
        ...(cursor === null ? {} : { cursor }),
      });
      documents.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    const { columns } = words;
    output.result({ documents }, () =>
      documents.length === 0
        ? [words.empty]
        : table([
            [columns.title, columns.state, columns.passages, columns.id],
            ...documents.map(one => [
              one.title,
              words.documentStates[one.state],
              String(one.passageCount),
              one.id,
            ]),
          ]),
    );
    return 0;
  },
};

export const documentRemove: Command = {
  name: 'document remove',
  summary: 'documentRemove',
  usage: 'ID',
  options: {},
  positionals: [1, 1],
  needs: 'client',
  async run({ client, positionals, output, words }) {
    const [id = ''] = positionals;
    const document = await client.documents.get({ id });
    await client.documents.remove({ id });
    output.result({ removed: { id, title: document.title } }, () => [
      fill(words.removed, { name: document.title }),
    ]);
    return 0;
  },
};
