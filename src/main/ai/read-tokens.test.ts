import { expect, it } from 'vitest';
import { createEmbedder } from './embedder.ts';
import type { ReadTokens } from './ports.ts';
import { createReranker } from './reranker.ts';
import { estimateTokens, tokensToRank } from './token-estimate.ts';

const { signal } = new AbortController();
const TEXTS = ['Le bureau ouvre à neuf heures.', 'Le chat dort.'];
const vectors = [
  [1, 0],
  [0, 1],
];

/** What is told of calls that are answered so. */
async function told(
  provider: 'ollama' | 'openai',
  answer: object,
  call: (
    endpoint: { provider: 'ollama' | 'openai'; model: string; url: string; apiKey: null },
    deps: { fetch: () => Promise<Response> },
    onUse: (read: ReadTokens) => void,
  ) => Promise<unknown>,
): Promise<ReadTokens[]> {
  const reads: ReadTokens[] = [];
  const fetch = () => Promise.resolve(Response.json(answer));
  const endpoint = { provider, model: 'm', url: 'http://127.0.0.1:1/v1', apiKey: null };
  await call(endpoint, { fetch }, read => reads.push(read));
  return reads;
}

it.each([
  ['openai', { data: vectors.map(embedding => ({ embedding })), usage: { prompt_tokens: 17 } }, 17],
  ['openai', { data: vectors.map(embedding => ({ embedding })), usage: { total_tokens: 18 } }, 18],
  ['ollama', { embeddings: vectors, prompt_eval_count: 19 }, 19],
] as const)('an embedder at %s says what its server counted', async (provider, answer, tokens) => {
  const reads = await told(provider, answer, (endpoint, deps, onUse) =>
    createEmbedder(endpoint, deps).embed(TEXTS, { kind: 'passage', signal, onUse }),
  );
  expect(reads).toEqual([{ tokens, estimated: false }]);
});

it('what a server does not count is estimated, and marked', async () => {
  const tokens = TEXTS.reduce((sum, text) => sum + estimateTokens(text), 0);
  const embedded = await told('ollama', { embeddings: vectors }, (endpoint, deps, onUse) =>
    createEmbedder(endpoint, deps).embedEach(TEXTS, { kind: 'passage', signal, onUse }),
  );
  expect(embedded).toEqual([{ tokens, estimated: true }]);
  const results = TEXTS.map((_text, index) => ({ index, relevance_score: index }));
  const rank = (answer: object) =>
    told('openai', answer, (endpoint, deps, onUse) =>
      createReranker(endpoint, deps).rank('Quand ?', TEXTS, { signal, onUse }),
    );
  expect(await rank({ results })).toEqual([{ tokens: tokensToRank('Quand ?', TEXTS), estimated: true }]);
  expect(await rank({ results, usage: { total_tokens: 40 } })).toEqual([{ tokens: 40, estimated: false }]);
});
