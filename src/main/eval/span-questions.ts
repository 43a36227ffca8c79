import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { z } from 'zod';
import { FoyerError } from '#shared/errors.ts';
import type { EvaluationDocument } from './retrieval-set.ts';

/** A question and the exact excerpts of one document that answer it (UTF-16 offsets, half-open). */
export type SpanQuestion = { text: string; documentId: string; references: { start: number; end: number }[] };

export type SpanSet = { documents: EvaluationDocument[]; questions: SpanQuestion[] };

const references = z.array(z.object({ content: z.string(), start_index: z.int(), end_index: z.int() }));

/** Rows of a comma-separated file (RFC 4180: quotes doubled inside quotes, line ends allowed there). */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[index + 1] === '"') {
        field += '"';
        index += 1;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') {
      fields.push(field);
      field = '';
    } else if (character === '\n') {
      fields.push(field.replace(/\r$/u, ''));
      rows.push(fields);
      fields = [];
      field = '';
    } else field += character;
  }
  if (field !== '' || fields.length > 0) rows.push([...fields, field]);
  return rows;
}

/**
 * Reads `questions_df.csv` (columns question, references, corpus_id) and `corpora/*.md`, the layout of Chroma's
 * chunking evaluation. A reference whose offsets do not hold its words (the set counts code points) is looked
 * up by its words. Throws `path.not_found` or `request.invalid`.
 */
export async function readSpanSet(directory: string): Promise<SpanSet> {
  const questionsPath = join(directory, 'questions_df.csv');
  const corpora = join(directory, 'corpora');
  for (const path of [questionsPath, corpora]) {
    if (!existsSync(path)) throw new FoyerError('path.not_found', `The evaluation set has no ${path}`);
  }
  const documents: EvaluationDocument[] = [];
  for (const name of (await readdir(corpora)).sort()) {
    const id = basename(name, extname(name));
    documents.push({ id, title: '', text: await readFile(join(corpora, name), 'utf8') });
  }
  const texts = new Map(documents.map(document => [document.id, document.text]));
  const [heading, ...rows] = parseCsv(await readFile(questionsPath, 'utf8'));
  const column = (name: string): number => {
    const index = heading?.indexOf(name) ?? -1;
    if (index === -1) throw new FoyerError('request.invalid', `questions_df.csv has no column ${name}`);
    return index;
  };
  const [question, reference, corpus] = [column('question'), column('references'), column('corpus_id')];
  const questions = rows.map((row, index): SpanQuestion => {
    const documentId = row[corpus] ?? '';
    const text = texts.get(documentId);
    if (text === undefined) {
      throw new FoyerError(
        'request.invalid',
        `questions_df.csv, question ${index + 1}: no corpus ${documentId}`,
      );
    }
    let value: unknown;
    try {
      value = JSON.parse(row[reference] ?? '');
    } catch (error) {
      throw new FoyerError(
        'request.invalid',
        `questions_df.csv, question ${index + 1}: references are not JSON`,
        {
          cause: error,
        },
      );
    }
    const parsed = references.safeParse(value);
    if (!parsed.success) {
      throw new FoyerError('request.invalid', `questions_df.csv, question ${index + 1}: bad references`);
    }
    return {
      text: row[question] ?? '',
      documentId,
      references: parsed.data.map(({ content, start_index: start, end_index: end }) => {
        if (text.slice(start, end) === content) return { start, end };
        const found = text.indexOf(content);
        return found === -1 ? { start, end } : { start: found, end: found + content.length };
      }),
    };
  });
  return { documents, questions };
}
