import type { IndexCost, SearchIndex } from '#shared/contract/search-index.ts';
import { fill, type CliWords } from '#main/platform/terminal-words.ts';
import type { Command } from '../command.ts';
import { findModel } from '../find.ts';
import { UsageError } from '../usage-error.ts';

const MB = 1e6;
const DECISIONS = ['pause', 'resume', 'swap', 'keep', 'drop'] as const;

/** The model that compares by meaning: what another would cost, having it prepared, and what is decided then. */
export const modelIndex: Command = {
  name: 'model index',
  summary: 'modelIndex',
  usage: '[N [--start] [--auto] | --pause | --resume | --swap | --keep | --drop]',
  options: {
    start: { type: 'boolean' },
    auto: { type: 'boolean' },
    ...Object.fromEntries(DECISIONS.map(name => [name, { type: 'boolean' as const }])),
  },
  positionals: [0, 1],
  needs: 'client',
  async run({ client, values, positionals, output, words }) {
    const [wanted] = positionals;
    const decided = DECISIONS.filter(name => values[name] === true);
    const [decision] = decided;
    const startsNothing = wanted === undefined && (values.start === true || values.auto === true);
    if (decided.length > 1 || startsNothing || (decision !== undefined && wanted !== undefined))
      throw new UsageError(words.indexOneThing);
    if (wanted !== undefined) {
      const { id } = await findModel(client, wanted, words);
      if (values.start !== true) {
        const cost = await client.searchIndexes.cost({ modelId: id });
        output.result({ cost }, () => costLines(cost, words));
        return 0;
      }
      await client.searchIndexes.start({ modelId: id, swapsByItself: values.auto === true });
    }
    if (decision === 'pause' || decision === 'resume')
      await client.searchIndexes.set({ paused: decision === 'pause' });
    else if (decision !== undefined) await client.searchIndexes[decision]({});
    const now = await client.searchIndexes.get({});
    output.result(now, () => stateLines(now, words));
    return 0;
  },
};

function costLines(
  { model, passages, tokens, seconds, outside, price, bytes }: IndexCost,
  words: CliWords,
): string[] {
  return [
    fill(words.indexCost, { name: model.name, passages, tokens, size: (bytes / MB).toFixed(1) }),
    seconds === null ? words.indexTimeUnknown : fill(words.indexTime, { minutes: Math.ceil(seconds / 60) }),
    ...(outside === null
      ? []
      : [fill(words.indexOutside, { host: outside, price: price === null ? '?' : price.toFixed(4) })]),
  ];
}

function stateLines({ inUse, change }: SearchIndex, words: CliWords): string[] {
  const searches = inUse === null ? words.indexWords : fill(words.indexInUse, { name: inUse.name });
  if (change === null) return [searches];
  const { state, to, from, donePassages: done, passages, paused } = change;
  const name = state === 'swapped' ? (from?.name ?? '') : to.name;
  const told = paused && state === 'building' ? 'paused' : state;
  return [searches, fill(words.indexStates[told], { name, done, passages })];
}
