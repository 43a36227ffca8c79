import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEAST_CERTAINTY } from '#main/ai/embedded/certainty.ts';
import { readRetrievalSet } from '#main/eval/retrieval-set.ts';
import { coveredShare } from '#main/eval/run-span-evaluation.ts';
import { readSpanSet } from '#main/eval/span-questions.ts';
import { CONFIDENCE_HIGH } from '#shared/lib/confidence.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { createAnswers, type Answered } from './answering.ts';
import { openKnowledgeBase } from './knowledge-base.ts';

/** A question that the base answers, and whether an answer is right. */
type Own = { question: string; isRight: (answer: Answered) => boolean };

/** Questions that the base does not answer, by kind; `share` is how many of them must be turned away. */
type Foreign = { kind: string; questions: readonly string[]; share: number };

type Gates = {
  /** Share of the own questions that are answered rightly. */
  right: number;
  /** Share of the answers called high that are right; null where the judgements are stricter than a reader. */
  rightWhenHigh: number | null;
  /** Share of all foreign questions answered with high confidence, at most. */
  foreignHigh: number;
};

type Base = {
  name: string;
  language: Language;
  documents: readonly { id: string; title: string; text: string }[];
  /** Made once the documents are stored; `idsOf` gives the ids of the set for a stored document. */
  own: (idsOf: (documentId: string) => readonly string[]) => readonly Own[];
  foreign: readonly Foreign[];
  gates: Gates;
};

/** An excerpt counts as quoted with this share of it, or of its first `EXCERPT_CHARACTERS`. */
const EXCERPT_SHARE = 0.3;
const EXCERPT_CHARACTERS = 200;

const lines = (name: string): string[] =>
  readFileSync(join(import.meta.dirname, 'questions', name), 'utf8')
    .trim()
    .split('\n');

const plain = (text: string): string => text.toLowerCase().replace(/\s+/gu, ' ').replaceAll('’', "'");

/** Questions with the words that a right answer holds, separated by a tab. */
function facts(name: string): Own[] {
  return lines(name).map(line => {
    const [question = '', words = ''] = line.split('\t');
    return { question, isRight: ({ text }) => plain(text).includes(plain(words)) };
  });
}

/** The questions of a set in the layout of BEIR: right when something of a judged document is quoted. */
async function judgedBase(
  folder: string,
  name: string,
  language: Language,
  more: { foreign: readonly Foreign[]; gates: Gates },
): Promise<Base> {
  const { documents, queries, judgements } = await readRetrievalSet(join(folder, name));
  return {
    name,
    language,
    documents,
    ...more,
    own: idsOf =>
      queries
        .filter(({ id }) => judgements.has(id))
        .map(({ id, text }) => ({
          question: text,
          isRight: ({ quoted }) =>
            quoted.some(({ documentId }) =>
              idsOf(documentId).some(corpusId => (judgements.get(id)?.get(corpusId) ?? 0) > 0),
            ),
        })),
  };
}

async function spanBase(folder: string, more: { foreign: readonly Foreign[]; gates: Gates }): Promise<Base> {
  const { documents, questions } = await readSpanSet(join(folder, 'en-chunking'));
  return {
    name: 'en-chunking',
    language: 'en',
    documents,
    ...more,
    own: idsOf =>
      questions.map(({ text, documentId, references }) => ({
        question: text,
        isRight: ({ quoted }) => {
          const here = quoted.filter(piece => idsOf(piece.documentId).includes(documentId));
          const characters = references.reduce((sum, { start, end }) => sum + end - start, 0);
          const wanted = EXCERPT_SHARE * Math.min(characters, EXCERPT_CHARACTERS);
          return coveredShare(references, here) * characters > wanted;
        },
      })),
  };
}

async function bases(folder: string): Promise<Base[]> {
  const queriesOf = async (name: string) =>
    (await readRetrievalSet(join(folder, name))).queries.map(({ text }) => text);
  const spanQuestions = (await readSpanSet(join(folder, 'en-chunking'))).questions.map(({ text }) => text);
  const encyclopaedia = (language: Language, share: number): Foreign => ({
    kind: 'encyclopaedia',
    questions: lines(`encyclopaedia-${language}.txt`),
    share,
  });
  const everyday = (language: Language, share: number): Foreign => ({
    kind: 'everyday',
    questions: lines(`everyday-${language}.txt`),
    share,
  });
  const publicService = await judgedBase(folder, 'fr-servicepublic', 'fr', {
    foreign: [
      encyclopaedia('fr', 0.94),
      everyday('fr', 0.7),
      { kind: 'near miss', questions: lines('near-miss-fr-servicepublic.txt'), share: 0.32 },
    ],
    gates: { right: 0.83, rightWhenHigh: 0.9, foreignHigh: 0.01 },
  });
  return [
    publicService,
    {
      ...publicService,
      name: 'fr-servicepublic, facts',
      own: () => facts('facts-fr-servicepublic.tsv'),
      foreign: [],
      gates: { right: 0.85, rightWhenHigh: 0.9, foreignHigh: 0.01 },
    },
    await judgedBase(folder, 'fr-cnil', 'fr', {
      foreign: [encyclopaedia('fr', 0.96), everyday('fr', 0.92)],
      gates: { right: 0.45, rightWhenHigh: null, foreignHigh: 0.01 },
    }),
    await judgedBase(folder, 'en-scifact', 'en', {
      foreign: [
        encyclopaedia('en', 0.8),
        everyday('en', 0.6),
        { kind: 'another set', questions: spanQuestions, share: 0.75 },
      ],
      gates: { right: 0.6, rightWhenHigh: 0.88, foreignHigh: 0.01 },
    }),
    await spanBase(folder, {
      foreign: [
        encyclopaedia('en', 0.85),
        everyday('en', 0.65),
        { kind: 'another set', questions: await queriesOf('en-scifact'), share: 0.78 },
      ],
      gates: { right: 0.68, rightWhenHigh: null, foreignHigh: 0.01 },
    }),
  ];
}

/** Where the line may be drawn between an answer and none. The one that is drawn is `LEAST_CERTAINTY`. */
const LINES = [0.1, 0.15, LEAST_CERTAINTY, 0.3, 0.4, 0.5];

type Measured = { row: Record<string, string>; curve: Record<string, string>; failures: string[] };

/** What the tables show of one base, and what of it is under its gate. */
async function measure(base: Base): Promise<Measured> {
  const knowledge = openKnowledgeBase();
  try {
    const stored = await knowledge.ingest(base.documents);
    const corpusIds = new Map<string, string[]>();
    base.documents.forEach(({ id }, index) => {
      const documentId = stored[index] ?? '';
      corpusIds.set(documentId, [...(corpusIds.get(documentId) ?? []), id]);
    });
    const answer = createAnswers(knowledge, base.language);
    const failures: string[] = [];
    const check = (label: string, holds: boolean, value: number, gate: number): void => {
      if (!holds) failures.push(`${base.name}, ${label}: ${value.toFixed(3)}, the gate is ${gate}`);
    };

    const own = base.own(documentId => corpusIds.get(documentId) ?? []);
    /** How certain the right answers were, and those to foreign questions. */
    const certain = { right: [] as number[], foreign: [] as number[] };
    let right = 0;
    let abstained = 0;
    let high = 0;
    let rightWhenHigh = 0;
    for (const { question, isRight } of own) {
      const answered = await answer(question);
      const isHigh = answered.confidence >= CONFIDENCE_HIGH;
      if (isRight(answered)) certain.right.push(answered.confidence);
      if (answered.abstained) abstained += 1;
      else if (isRight(answered)) right += 1;
      if (isHigh) high += 1;
      if (isHigh && isRight(answered)) rightWhenHigh += 1;
    }
    const rightShare = right / own.length;
    const highRight = high === 0 ? 1 : rightWhenHigh / high;
    check('right', rightShare >= base.gates.right, rightShare, base.gates.right);
    if (base.gates.rightWhenHigh !== null)
      check('right when high', highRight >= base.gates.rightWhenHigh, highRight, base.gates.rightWhenHigh);

    const turnedAway: string[] = [];
    let foreign = 0;
    let foreignHigh = 0;
    for (const { kind, questions, share } of base.foreign) {
      let away = 0;
      for (const question of questions) {
        const answered = await answer(question);
        certain.foreign.push(answered.confidence);
        if (answered.abstained) away += 1;
        else if (answered.confidence >= CONFIDENCE_HIGH) foreignHigh += 1;
      }
      foreign += questions.length;
      const measured = away / questions.length;
      turnedAway.push(`${kind} ${measured.toFixed(2)}`);
      check(`turned away, ${kind}`, measured >= share, measured, share);
    }
    const falselyHigh = foreign === 0 ? 0 : foreignHigh / foreign;
    check(
      'foreign with high confidence',
      falselyHigh <= base.gates.foreignHigh,
      falselyHigh,
      base.gates.foreignHigh,
    );
    return {
      row: {
        base: base.name,
        questions: String(own.length),
        right: rightShare.toFixed(3),
        abstained: (abstained / own.length).toFixed(3),
        high: (high / own.length).toFixed(2),
        'right when high': highRight.toFixed(3),
        'turned away': turnedAway.join(', '),
        'foreign high': falselyHigh.toFixed(3),
      },
      curve: {
        base: base.name,
        ...Object.fromEntries(
          LINES.map(line => {
            const stillRight = certain.right.filter(certainty => certainty >= line).length / own.length;
            const away = certain.foreign.filter(certainty => certainty < line).length;
            return [
              String(line),
              `${stillRight.toFixed(2)} / ${foreign === 0 ? '–' : (away / foreign).toFixed(2)}`,
            ];
          }),
        ),
      },
      failures,
    };
  } finally {
    await knowledge.close();
  }
}

/** Answers without a model, over every base. Half a minute a base. */
export async function measureAnswers(
  folder: string,
): Promise<{ rows: Record<string, string>[]; curves: Record<string, string>[]; failures: string[] }> {
  const rows: Record<string, string>[] = [];
  const curves: Record<string, string>[] = [];
  const failures: string[] = [];
  for (const base of await bases(folder)) {
    const measured = await measure(base);
    rows.push(measured.row);
    curves.push(measured.curve);
    failures.push(...measured.failures);
  }
  return { rows, curves, failures };
}
