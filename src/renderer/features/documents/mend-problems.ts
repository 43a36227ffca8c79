import {
  PASSAGE_MAX_LENGTH,
  PASSAGE_QUESTION_MAX_LENGTH,
  PASSAGE_QUESTIONS_MAX,
} from '#shared/contract/limits.ts';
import { filledLines } from '../../ui/filled-lines.ts';

/** So much of a question tells which one is meant. */
const BEGINNING_CHARACTERS = 40;

type TextProblem = { kind: 'empty' } | { kind: 'long'; length: number };
type QuestionProblem =
  { kind: 'many'; count: number; over: number } | { kind: 'long'; beginning: string; length: number };

/** What keeps the words of a passage from being kept, as the core would refuse them; null when nothing does. */
export function textProblem(text: string): TextProblem | null {
  const { length } = text.trim();
  if (length === 0) return { kind: 'empty' };
  return length > PASSAGE_MAX_LENGTH ? { kind: 'long', length } : null;
}

/** What keeps questions, one a line, from being kept: each that is too long, and that there are too many. */
export function questionProblems(typed: string): QuestionProblem[] {
  const questions = filledLines(typed.split('\n'));
  const over = questions.length - PASSAGE_QUESTIONS_MAX;
  const long = questions.filter(({ length }) => length > PASSAGE_QUESTION_MAX_LENGTH);
  return [
    ...(over > 0 ? [{ kind: 'many' as const, count: questions.length, over }] : []),
    ...long.map(question => ({
      kind: 'long' as const,
      beginning: question.slice(0, BEGINNING_CHARACTERS).trim(),
      length: question.length,
    })),
  ];
}
