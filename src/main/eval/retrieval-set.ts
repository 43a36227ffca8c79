import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { FoyerError } from '#shared/errors.ts';

export type EvaluationDocument = { id: string; title: string; text: string };
export type EvaluationQuery = { id: string; text: string };

/** A retrieval set in the layout of BEIR (Thakur et al. 2021): a corpus, queries, judgements. */
export type RetrievalSet = {
  documents: EvaluationDocument[];
  queries: EvaluationQuery[];
  /** The same queries with slips of the keyboard; null when the set has none. */
  typoQueries: EvaluationQuery[] | null;
  /** Query id → document id → grade. */
  judgements: Map<string, Map<string, number>>;
};

const identifier = z.union([z.string(), z.number()]).transform(String);
// BEIR itself writes `_id`; the sets of this project write `id`.
const row = z
  .object({
    id: identifier.optional(),
    _id: identifier.optional(),
    title: z.string().nullish(),
    text: z.string(),
  })
  .transform(value => ({ id: value.id ?? value._id, title: value.title ?? '', text: value.text }));

function invalid(file: string, line: number, problem: string): FoyerError {
  return new FoyerError('request.invalid', `${file}, line ${line}: ${problem}`, { details: { file, line } });
}

async function readRows(directory: string, file: string): Promise<EvaluationDocument[]> {
  const path = join(directory, file);
  if (!existsSync(path)) {
    throw new FoyerError('path.not_found', `The evaluation set has no ${file} in ${directory}`, {
      details: { file },
    });
  }
  const rows: EvaluationDocument[] = [];
  const seen = new Set<string>();
  await using handle = await open(path);
  let line = 0;
  for await (const text of handle.readLines({ encoding: 'utf8' })) {
    line += 1;
    const content = line === 1 ? text.replace(/^\uFEFF/u, '') : text;
    if (content.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(content);
    } catch (error) {
      throw invalid(file, line, `not JSON (${error instanceof Error ? error.message : String(error)})`);
    }
    const parsed = row.safeParse(value);
    if (!parsed.success)
      throw invalid(file, line, parsed.error.issues.map(issue => issue.message).join('; '));
    const { id, title, text: body } = parsed.data;
    if (id === undefined || id === '') throw invalid(file, line, 'no "id"');
    if (seen.has(id)) throw invalid(file, line, `id ${id} a second time`);
    seen.add(id);
    rows.push({ id, title, text: body });
  }
  if (rows.length === 0) throw invalid(file, 1, 'the file is empty');
  return rows;
}

async function readJudgements(directory: string): Promise<RetrievalSet['judgements']> {
  const file = 'qrels.tsv';
  const path = join(directory, file);
  if (!existsSync(path)) {
    throw new FoyerError('path.not_found', `The evaluation set has no ${file} in ${directory}`, {
      details: { file },
    });
  }
  const judgements: RetrievalSet['judgements'] = new Map();
  const lines = (await readFile(path, 'utf8')).replace(/^\uFEFF/u, '').split(/\r?\n/u);
  lines.forEach((content, index) => {
    if (content.trim() === '') return;
    const fields = content.split('\t');
    // The TREC form has four columns: query, iteration, document, grade.
    const [query, document, grade] = fields.length === 4 ? [fields[0], fields[2], fields[3]] : fields;
    if (index === 0 && Number.isNaN(Number(grade))) return; // the heading
    if (query === undefined || document === undefined || grade === undefined || Number.isNaN(Number(grade))) {
      throw invalid(file, index + 1, 'expected query-id, corpus-id and score, parted by tabs');
    }
    const ofQuery = judgements.get(query) ?? new Map<string, number>();
    ofQuery.set(document, Number(grade));
    judgements.set(query, ofQuery);
  });
  if (judgements.size === 0) throw invalid(file, 1, 'no judgement');
  return judgements;
}

/**
 * Reads `corpus.jsonl`, `queries.jsonl`, `qrels.tsv` and, when present, `queries_typo.jsonl`.
 * Throws `path.not_found` for a missing file and `request.invalid` with file and line for a bad one.
 */
export async function readRetrievalSet(directory: string): Promise<RetrievalSet> {
  if (!existsSync(directory)) {
    throw new FoyerError('path.not_found', `There is no folder ${directory}`);
  }
  const documents = await readRows(directory, 'corpus.jsonl');
  const queries = await readRows(directory, 'queries.jsonl');
  const typoQueries = existsSync(join(directory, 'queries_typo.jsonl'))
    ? await readRows(directory, 'queries_typo.jsonl')
    : null;
  const judgements = await readJudgements(directory);
  if (!queries.some(query => judgements.has(query.id))) {
    throw invalid('qrels.tsv', 1, 'judges none of the queries of queries.jsonl');
  }
  return { documents, queries, typoQueries, judgements };
}
