import { fill } from '#main/platform/terminal-words.ts';
import type { Command } from '../command.ts';
import { findChatbot } from '../find.ts';
import { optional, required, wholeNumber } from '../values.ts';

const RESULTS_MAX = 100; // of the contract
const TEXT_LENGTH = 240; // three lines of a terminal

export const search: Command = {
  name: 'search',
  summary: 'search',
  usage: '--bot B QUERY [--k N]',
  options: { bot: { type: 'string' }, k: { type: 'string' } },
  positionals: [1, 1_000],
  needs: 'client',
  async run({ client, values, positionals, output, words, surroundings }) {
    const k = wholeNumber(optional(values, 'k') ?? '10', 'k', { min: 1, max: RESULTS_MAX }, words);
    const bot = await findChatbot(client, required(values, 'bot', words), words);
    const found = await client.search.search(
      { chatbotId: bot.id, q: positionals.join(' '), k },
      { signal: surroundings.signal },
    );
    const object = {
      mode: found.mode,
      tookMs: found.tookMs,
      results: found.results.map(({ documentId, chunkId, title, page, pageEnd, text, score }) => ({
        documentId,
        chunkId,
        title,
        page,
        pageEnd,
        text,
        score,
      })),
    };
    output.result(object, () => [
      ...found.corrections.map(({ term, used }) => fill(words.corrected, { term, used: used.join(', ') })),
      ...found.results.map(({ title, page, pageEnd, text, score }, index) => {
        const pages = pageEnd === page ? words.page : words.pageRange;
        const place = page === null ? title : `${title}, ${fill(pages, { page, pageEnd: pageEnd ?? page })}`;
        return `${String(index + 1).padStart(2)}. ${place}  (${score.toFixed(3)})\n    ${text.replace(/\s+/g, ' ').slice(0, TEXT_LENGTH)}`;
      }),
      found.results.length === 0
        ? words.noResult
        : fill(words.searchSummary, {
            count: found.results.length,
            mode: words.searchMode[found.mode],
            ms: Math.round(found.tookMs),
          }),
    ]);
    return 0;
  },
};
