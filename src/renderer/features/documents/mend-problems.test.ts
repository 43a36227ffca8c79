import { describe, expect, it } from 'vitest';
import {
  PASSAGE_MAX_LENGTH,
  PASSAGE_QUESTION_MAX_LENGTH,
  PASSAGE_QUESTIONS_MAX,
} from '#shared/contract/limits.ts';
import { passages } from '#shared/contract/passages.ts';
import { filledLines } from '../../ui/filled-lines.ts';
import { questionProblems, textProblem } from './mend-problems.ts';

const sent = passages.change['~orpc'].inputSchema;
const isTaken = (change: object) => sent?.['~standard'].validate({ id: crypto.randomUUID(), ...change });
const refused = async (change: object) => (await isTaken(change))?.issues !== undefined;

const question = (length: number) => `${'Combien ? '.repeat(40).slice(0, length - 1)}?`;
const LONGEST = question(PASSAGE_QUESTION_MAX_LENGTH);

describe('what is typed of a passage', () => {
  it.each([
    ['as many questions as there may be', Array(PASSAGE_QUESTIONS_MAX).fill('Où ?').join('\n'), []],
    [
      'one question too many',
      Array(PASSAGE_QUESTIONS_MAX + 1)
        .fill('Où ?')
        .join('\n'),
      ['many'],
    ],
    ['lines left empty', `${'\n'.repeat(30)}Où ?`, []],
    ['a question as long as it may be, with spaces around it', `  ${LONGEST}  `, []],
    ['a question that is too long', `Où ?\n${LONGEST}!`, ['long']],
    [
      'too many, of which two are too long',
      [`${LONGEST}!`, ...Array(PASSAGE_QUESTIONS_MAX).fill('Où ?'), `${LONGEST}?`].join('\n'),
      ['many', 'long', 'long'],
    ],
  ])('is refused where the core refuses it: %s', async (_what, typed, kinds) => {
    expect(questionProblems(typed).map(({ kind }) => kind)).toEqual(kinds);
    expect(await refused({ questions: filledLines(typed.split('\n')) })).toBe(kinds.length > 0);
  });

  it.each([
    ['nothing but blanks', ' \n ', 'empty'],
    ['as much as it may be', ` ${'a'.repeat(PASSAGE_MAX_LENGTH)} `, undefined],
    ['more than it may be', 'a'.repeat(PASSAGE_MAX_LENGTH + 1), 'long'],
  ])('is refused where the core refuses it: %s', async (_what, text, kind) => {
    expect(textProblem(text)?.kind).toBe(kind);
    expect(await refused({ text })).toBe(kind !== undefined);
  });

  it('is told by how much, and which question by its beginning', () => {
    const many = [...Array(PASSAGE_QUESTIONS_MAX + 1).fill('Où ?'), `${LONGEST}!`].join('\n');
    expect(questionProblems(many)).toEqual([
      { kind: 'many', count: PASSAGE_QUESTIONS_MAX + 2, over: 2 },
      { kind: 'long', beginning: LONGEST.slice(0, 40).trim(), length: PASSAGE_QUESTION_MAX_LENGTH + 1 },
    ]);
  });
});
