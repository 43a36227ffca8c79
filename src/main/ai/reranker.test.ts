import { expect, it } from 'vitest';
import { createModelMemory } from './model-memory.ts';
import { createReranker } from './reranker.ts';
import { estimateTokens } from './token-estimate.ts';

const signal = new AbortController().signal;
const LONG = 'Le bureau ouvre à neuf heures et ferme à dix-huit heures. '.repeat(60);

type Sent = { query: string; documents: string[]; top_n: number; model: string };

/** A server that gives these answers, one after the other, and the bodies that it was sent. */
function serverThat(...answers: { status?: number | undefined; json: unknown }[]) {
  const sent: Sent[] = [];
  const fetch = (_url: unknown, init?: RequestInit): Promise<Response> => {
    sent.push(JSON.parse(String(init?.body)) as Sent);
    const { status = 200, json } = answers[sent.length - 1] ?? { json: {} };
    const headers = { 'content-type': 'application/json' };
    return Promise.resolve(new Response(JSON.stringify(json), { status, headers }));
  };
  return { sent, fetch };
}

const endpoint = {
  provider: 'openai' as const,
  model: 'ranks',
  url: 'http://127.0.0.1:8080/v1',
  apiKey: null,
};
const results = (...scores: number[]) => ({
  json: { results: scores.map((score, index) => ({ index, relevance_score: score })).reverse() },
});

it('is asked about all passages at once, and cuts those that are longer than it reads', async () => {
  const { sent, fetch } = serverThat(results(3, -1));
  const { rank } = createReranker(endpoint, { fetch, maxTokens: 120 });
  expect(await rank('Quand ouvre le bureau ?', [LONG, 'Le chat dort.'], { signal })).toEqual([3, -1]);
  expect(sent[0]).toMatchObject({ model: 'ranks', query: 'Quand ouvre le bureau ?', top_n: 2 });
  expect(estimateTokens(sent[0]?.documents[0] ?? '')).toBeLessThan(112);
  expect(sent[0]?.documents[1]).toBe('Le chat dort.');
  expect(await rank('Quand ?', [], { signal })).toEqual([]);
  expect(sent).toHaveLength(1);
});

it('that turns out to read less is sent as much as it says, and remembers it', async () => {
  const message = 'input (900 tokens) is too large to process (current batch size: 512)';
  const { sent, fetch } = serverThat({ status: 500, json: { error: { message } } }, results(1), results(1));
  const memory = createModelMemory();
  const { rank } = createReranker(endpoint, { fetch, memory });
  expect(await rank('Quand ?', [LONG], { signal })).toEqual([1]);
  expect(sent[0]?.documents).toEqual([LONG]);
  expect(estimateTokens(sent[1]?.documents[0] ?? '')).toBeLessThan(512);
  expect(memory.read().contextTokens).toBe(512);
  await rank('Quand ?', [LONG], { signal });
  expect(sent[2]?.documents[0]).toBe(sent[1]?.documents[0]);
});

it.each([
  ['no scores', { json: { data: [] } }, 'model.bad_response'],
  ['a text without a score', { json: { results: [{ index: 1, relevance_score: 1 }] } }, 'model.bad_response'],
  [
    'a score that is none',
    { json: { results: [{ index: 0, relevance_score: 'high' }] } },
    'model.bad_response',
  ],
  ['no such path', { status: 404, json: { detail: 'Not Found' } }, 'model.not_reranking'],
  [
    'no such model',
    { status: 404, json: { error: { message: 'The model `ranks` does not exist.' } } },
    'model.missing',
  ],
])('says what is wrong: %s', async (_name, answer, code) => {
  const { rank } = createReranker(endpoint, { fetch: serverThat(answer).fetch });
  await expect(rank('Quand ?', ['À neuf heures.'], { signal })).rejects.toMatchObject({ code });
});
