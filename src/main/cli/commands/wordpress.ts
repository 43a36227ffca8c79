import { stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { FoyerError } from '#shared/errors.ts';
import { fill } from '#main/platform/terminal-words.ts';
import type { Command } from '../command.ts';
import { findChatbot } from '../find.ts';
import { optional, required } from '../values.ts';

export const botWordpress: Command = {
  name: 'bot wordpress',
  summary: 'botWordpress',
  usage: '--bot B --url U [--out FILE]',
  options: { bot: { type: 'string' }, url: { type: 'string' }, out: { type: 'string' } },
  positionals: [0, 0],
  needs: 'client',
  async run({ client, fetchFile, values, output, words }) {
    const name = required(values, 'bot', words);
    const baseUrl = required(values, 'url', words);
    const { id } = await findChatbot(client, name, words);
    const { fileName, content } = await fetchFile('/chatbots/{id}/widget/wordpress', { id, baseUrl });
    const file = await placeFor(resolve(optional(values, 'out') ?? '.'), fileName);
    await writeFile(file, content).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new FoyerError('path.not_found', `No folder for ${file}`) : error;
    });
    output.result({ file }, () => [fill(words.written, { file })]);
    return 0;
  },
};

/** A file of that name when the path is a folder, else the path itself. */
async function placeFor(path: string, fileName: string): Promise<string> {
  const details = await stat(path).catch(() => null); // a file that is not there yet
  return details?.isDirectory() === true ? join(path, fileName) : path;
}
