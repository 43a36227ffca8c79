import { startAnewIn, copiesOf, restoreCopy } from '#main/app/recovery.ts';
import { acquireInstance } from '#main/platform/instance/index.ts';
import { fill } from '#main/platform/terminal-words.ts';
import type { Command } from '../command.ts';

/** Works on the folder itself: a database that does not open is what it is for. */
export const restore: Command = {
  name: 'restore',
  summary: 'restore',
  usage: '[COPY] [--list] [--anew]',
  options: { list: { type: 'boolean' }, anew: { type: 'boolean' } },
  positionals: [0, 1],
  needs: 'nothing',
  async run({ values, positionals, dataFolder, output, words }) {
    const copies = await copiesOf(dataFolder);
    if (values['list'] === true) {
      const listed = copies.map(({ name, madeAt }) => ({ name, madeAt: madeAt.toISOString() }));
      output.result({ copies: listed }, () =>
        listed.length === 0
          ? [fill(words.restore.none, { folder: dataFolder })]
          : listed.map(({ name, madeAt }) => fill(words.restore.copy, { name, date: madeAt })),
      );
      return 0;
    }
    const instance = acquireInstance({ dataFolder, mode: 'command-line' });
    try {
      if (values['anew'] === true) {
        startAnewIn(dataFolder);
        output.result({ anew: true }, () => [words.restore.anew]);
        return 0;
      }
      if (copies.length === 0) {
        output.result({ restored: null }, () => [fill(words.restore.none, { folder: dataFolder })]);
        return 1;
      }
      const madeAt = (await restoreCopy(dataFolder, positionals[0] ?? null)).toISOString();
      output.result({ restored: madeAt }, () => [fill(words.restore.done, { date: madeAt })]);
      return 0;
    } finally {
      instance.release();
    }
  },
};
