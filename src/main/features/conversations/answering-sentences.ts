import type { Language } from '#shared/contract/vocabulary.ts';
import { selectQuotations } from '#main/ai/embedded/selection.ts';

type Passage = { title: string; page: number | null; heading: string | null; text: string };

/** The sentences of a passage that answer a question best, as offsets in it; null where no word tells. */
export function sentencesThatAnswer(
  question: string,
  language: Language,
  { title, page, heading, text }: Passage,
): { start: number; end: number } | null {
  const { quotations, certainty } = selectQuotations({
    question,
    language,
    passages: [{ number: 1, title, page, heading, text, context: '', byMeaning: false }],
  });
  const pieces = quotations[0]?.pieces ?? [];
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (certainty === null || first === undefined || last === undefined) return null;
  return { start: first.start, end: last.end };
}
