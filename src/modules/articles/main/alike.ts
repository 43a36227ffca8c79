import { fold, heldBy, shinglesOf, type ClientScope, type OfficeAnswers, type Proving } from '../../api.ts';
import type { Alike } from '../contract.ts';

/** From this share of its runs of words on, what is proposed stands there already, a word here and there aside. */
const SAYS_IT = 0.6;
/** Of fewer words, runs of three say nothing. */
const WORDS_LEAST = 4;
const QUERY_MAX_LENGTH = 500;
const MOST_SHOWN = 3;
const LOOK_TIMEOUT_MS = 5_000; // words alone: a hundredth of it, mostly

type Draft = { chatbotId: string; question: string; text: string };
type Dependencies = {
  proving: Proving;
  officeAnswers: OfficeAnswers | null;
  /** Which of these documents the office wrote. */
  written: (documentIds: readonly string[]) => ReadonlySet<string>;
};

/** What a chatbot says or reads already that means the same as a draft. Words alone: no model is waited for. */
export async function alikeTo(
  scope: ClientScope,
  { chatbotId, question, text }: Draft,
  { proving, officeAnswers, written }: Dependencies,
  leftOut: { answerId: string | null },
): Promise<Alike[]> {
  const runs = runsOf(text);
  const given = officeAnswers?.given(scope, chatbotId, question) ?? null;
  const answers = (officeAnswers?.all(scope, chatbotId) ?? []).filter(
    ({ id, answer }) => id !== leftOut.answerId && (id === given || says(answer, runs)),
  );
  const { passages } = await proving.prove(
    scope,
    { chatbotId, text: text.slice(0, QUERY_MAX_LENGTH), way: 'words', asTyped: true },
    AbortSignal.timeout(LOOK_TIMEOUT_MS),
  );
  const said = passages.filter(passage => says(passage.text, runs)).slice(0, MOST_SHOWN);
  const byOffice = written(said.map(({ documentId }) => documentId));
  return [
    ...answers
      .toSorted((one, other) => Number(other.id === given) - Number(one.id === given))
      .slice(0, MOST_SHOWN)
      .map(({ id, question: title, answer }): Alike => ({
        what: 'answer',
        id,
        title,
        text: answer,
        start: null,
        end: null,
        sameQuestion: id === given,
      })),
    ...said.map(({ documentId, title, text: words, start, end }): Alike => ({
      what: byOffice.has(documentId) ? 'article' : 'passage',
      id: documentId,
      title,
      text: words,
      start,
      end,
      sameQuestion: false,
    })),
  ];
}

function runsOf(text: string): ReadonlySet<number> | null {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length < WORDS_LEAST ? null : shinglesOf(words);
}

function says(text: string, runs: ReadonlySet<number> | null): boolean {
  const own = runsOf(text);
  return runs !== null && own !== null && heldBy(runs, own) >= SAYS_IT;
}
