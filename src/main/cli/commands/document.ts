import { documentSort } from '#shared/contract/documents.ts';
import { documentState, type Document } from '#shared/contract/document.ts';
import type { RemoteClient } from '#main/app/ports.ts';
import { fill, type CliWords } from '#main/platform/terminal-words.ts';
import type { Command } from '../command.ts';
import { wordsForCode } from '#main/platform/error-words.ts';
import { findChatbot } from '../find.ts';
import { table } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { choice, optional, readSecret, required } from '../values.ts';
import { warningLines } from '../warning-lines.ts';

const PAGE_SIZE = 200; // the most a list gives at once
const MANY = 1_000; // the most one call handles

type ListInput = Parameters<RemoteClient['documents']['list']>[0];

async function listAll(
  client: RemoteClient,
  input: Omit<ListInput, 'limit' | 'cursor'>,
): Promise<Document[]> {
  const documents: Document[] = [];
  let cursor: string | null = null;
  do {
    const page = await client.documents.list({
      ...input,
      limit: PAGE_SIZE,
      ...(cursor === null ? {} : { cursor }),
    });
    documents.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return documents;
}

function documentTable(documents: readonly Document[], words: CliWords): readonly string[] {
  const { columns, documentStates } = words;
  if (documents.length === 0) return [words.empty];
  return table([
    [columns.title, columns.file, columns.state, columns.passages, columns.id],
    ...documents.map(one => [
      one.title,
      one.fileName,
      `${documentStates[one.state]}${one.state === 'ready' && one.warnings.length > 0 ? ' (!)' : ''}`,
      String(one.passageCount),
      one.id,
    ]),
  ]);
}

export const documentList: Command = {
  name: 'document list',
  summary: 'documentList',
  usage: '[--bot B] [--state S] [--warned] [--outdated] [--sort KEY] [--ascending]',
  options: {
    bot: { type: 'string' },
    state: { type: 'string' },
    warned: { type: 'boolean' },
    outdated: { type: 'boolean' },
    sort: { type: 'string' },
    ascending: { type: 'boolean' },
  },
  positionals: [0, 0],
  needs: 'client',
  async run({ client, values, output, words }) {
    const bot = optional(values, 'bot');
    const state = optional(values, 'state');
    const sort = optional(values, 'sort');
    const documents = await listAll(client, {
      ...(bot === undefined ? {} : { chatbotId: (await findChatbot(client, bot, words)).id }),
      ...(state === undefined ? {} : { state: choice(state, 'state', documentState.options, words) }),
      ...(values['warned'] === true ? { warned: true } : {}),
      ...(values['outdated'] === true ? { outdated: true } : {}),
      ...(sort === undefined ? {} : { sort: choice(sort, 'sort', documentSort.options, words) }),
      ...(values['ascending'] === true ? { order: 'asc' } : {}),
    });
    output.result({ documents }, () => documentTable(documents, words));
    return 0;
  },
};

export const documentShow: Command = {
  name: 'document show',
  summary: 'documentShow',
  usage: 'ID',
  options: {},
  positionals: [1, 1],
  needs: 'client',
  async run({ client, positionals, output, words, language }) {
    const [id = ''] = positionals;
    const document = await client.documents.get({ id });
    const versions = await client.documents.versions({ id });
    const { columns } = words;
    output.result({ document, versions }, () => [
      ...table([
        [columns.title, document.title],
        [columns.file, document.fileName],
        [columns.state, words.documentStates[document.state]],
        [columns.passages, String(document.passageCount)],
        [columns.id, document.id],
      ]),
      ...(document.failure === null ? [] : [wordsForCode(document.failure, language)]),
      ...warningLines(document, words),
      ...(document.outdated ? [words.outdated] : []),
      ...(versions.length === 0 ? [] : ['', words.versions, ...documentTable(versions, words)]),
    ]);
    return 0;
  },
};

export const documentRename: Command = {
  name: 'document rename',
  summary: 'documentRename',
  usage: 'ID TITLE | ID --own-title',
  options: { 'own-title': { type: 'boolean' } },
  positionals: [1, 100],
  needs: 'client',
  async run({ client, positionals, values, output, words }) {
    const [id = '', ...rest] = positionals;
    const title = values['own-title'] === true ? null : rest.join(' ');
    if (title === '') throw new UsageError(fill(words.missingArgument, { usage: documentRename.usage }));
    const document = await client.documents.rename({ id, title });
    output.result({ document }, () => [
      fill(words.renamed, { name: document.title, file: document.fileName }),
    ]);
    return 0;
  },
};

const linking = (name: string, change: 'add' | 'remove'): Command => ({
  name,
  summary: change === 'add' ? 'documentGive' : 'documentWithdraw',
  usage: 'ID... --bot B',
  options: { bot: { type: 'string' } },
  positionals: [1, MANY],
  needs: 'client',
  async run({ client, positionals, values, output, words }) {
    const bot = await findChatbot(client, required(values, 'bot', words), words);
    const { changed } = await client.documents.linkMany({ ids: [...positionals], [change]: [bot.id] });
    output.result({ changed }, () => [
      fill(change === 'add' ? words.given : words.withdrawn, { count: changed, name: bot.name }),
    ]);
    return 0;
  },
});

export const documentGive = linking('document give', 'add');
export const documentWithdraw = linking('document withdraw', 'remove');

const READABLE = ['failed', 'warned', 'outdated'] as const;

export const documentRead: Command = {
  name: 'document read',
  summary: 'documentRead',
  usage: 'ID... | --failed | --warned | --outdated [--bot B]',
  options: {
    bot: { type: 'string' },
    failed: { type: 'boolean' },
    warned: { type: 'boolean' },
    outdated: { type: 'boolean' },
  },
  positionals: [0, MANY],
  needs: 'client',
  async run({ client, positionals, values, output, words }) {
    const wanted = READABLE.filter(which => values[which] === true);
    if (wanted.length + positionals.length === 0)
      throw new UsageError(fill(words.missingArgument, { usage: documentRead.usage }));
    const bot = optional(values, 'bot');
    const within = bot === undefined ? {} : { chatbotId: (await findChatbot(client, bot, words)).id };
    let count = positionals.length;
    for (const id of positionals) await client.documents.retry({ id });
    for (const which of wanted) count += (await client.documents.retryMany({ ...within, which })).count;
    output.result({ count }, () => [fill(words.readAgain, { count })]);
    return 0;
  },
};

export const documentDismiss: Command = {
  name: 'document dismiss',
  summary: 'documentDismiss',
  usage: 'ID... [--undo]',
  options: { undo: { type: 'boolean' } },
  positionals: [1, MANY],
  needs: 'client',
  async run({ client, positionals, values, output, words }) {
    const dismissed = values['undo'] !== true;
    const { changed } = await client.documents.dismiss({ ids: [...positionals], dismissed });
    output.result({ changed }, () => [
      fill(dismissed ? words.dismissed : words.recalled, { count: changed }),
    ]);
    return 0;
  },
};

export const documentRestore: Command = {
  name: 'document restore',
  summary: 'documentRestore',
  usage: 'ID [--beside]',
  options: { beside: { type: 'boolean' } },
  positionals: [1, 1],
  needs: 'client',
  async run({ client, positionals, values, output, words }) {
    const [id = ''] = positionals;
    const document = await client.documents.restore({ id, beside: values['beside'] === true });
    output.result({ document }, () => [fill(words.restored, { name: document.title })]);
    return 0;
  },
};

export const documentUnlock: Command = {
  name: 'document unlock',
  summary: 'documentUnlock',
  usage: 'ID --password-stdin [--keep]',
  options: { 'password-stdin': { type: 'boolean' }, keep: { type: 'boolean' } },
  positionals: [1, 1],
  needs: 'client',
  async run({ client, positionals, values, output, words, surroundings }) {
    const [id = ''] = positionals;
    // Never among the arguments, which other programs of the machine may see.
    if (values['password-stdin'] !== true)
      throw new UsageError(fill(words.missingOption, { option: 'password-stdin' }));
    const password = await readSecret(surroundings.stdin, words);
    const document = await client.documents.unlock({ id, password, keep: values['keep'] === true });
    output.result({ document }, () => [fill(words.unlocked, { name: document.title })]);
    return 0;
  },
};

export const documentForgetPassword: Command = {
  name: 'document forget-password',
  summary: 'documentForgetPassword',
  usage: 'ID',
  options: {},
  positionals: [1, 1],
  needs: 'client',
  async run({ client, positionals, output, words }) {
    const [id = ''] = positionals;
    const document = await client.documents.forgetPassword({ id });
    output.result({ document }, () => [fill(words.passwordForgotten, { name: document.title })]);
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
