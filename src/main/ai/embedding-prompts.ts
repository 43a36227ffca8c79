/** What a text to embed is for. */
export type EmbeddingKind = 'query' | 'passage';

type Prompt = { query: string; passage: string };

/**
 * Models trained with a different prompt for questions and for passages: without it they find much less. Names are
 * matched anywhere in the model's name, first match first. Sources: the model cards of each family.
 */
const PROMPTS: readonly (readonly [pattern: RegExp, prompt: Prompt])[] = [
  [/nomic-embed-text/i, { query: 'search_query: ', passage: 'search_document: ' }],
  [/multilingual-e5-.*instruct|e5-.*instruct/i, { query: retrievalInstruction('Query: '), passage: '' }],
  [/\be5\b|(^|[/_-])e5[-_]/i, { query: 'query: ', passage: 'passage: ' }],
  [/qwen3-embedding/i, { query: retrievalInstruction('Query:'), passage: '' }],
  [/embeddinggemma/i, { query: 'task: search result | query: ', passage: 'title: none | text: ' }],
  [/snowflake-arctic-embed2|snowflake-arctic-embed-[ml]-v2/i, { query: 'query: ', passage: '' }],
  [
    /mxbai-embed|snowflake-arctic-embed|bge-(small|base|large)-en/i,
    { query: 'Represent this sentence for searching relevant passages: ', passage: '' },
  ],
];

function retrievalInstruction(label: string): string {
  return `Instruct: Given a web search query, retrieve relevant passages that answer the query\n${label}`;
}

/** The text as the model wants it for this use; unchanged for models that make no difference (bge-m3, OpenAI's…). */
export function promptForEmbedding(model: string, kind: EmbeddingKind, text: string): string {
  const prompt = PROMPTS.find(([pattern]) => pattern.test(model))?.[1];
  return prompt === undefined ? text : prompt[kind] + text;
}
