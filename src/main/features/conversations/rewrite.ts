import type { AnswerAttempt } from '#shared/contract/messages.ts';
import { promptText, readingMs } from '#main/ai/model-pace.ts';
import type { ChatRequest, ChatTurn } from '#main/ai/ports.ts';
import { estimateTokens } from '#main/ai/token-estimate.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';
import { detectLanguage } from '#main/language/detect.ts';
import { STOP_WORDS } from '#main/language/stop-words.ts';
import { wordsOf } from '#main/language/tokenise.ts';
import type { Word } from '#main/language/tokenise.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { isFoyerError } from '#shared/errors.ts';
import type { Route } from './model-routes.ts';
import type { UsageMeter } from './usage-meter.ts';
import { wording } from './wording.ts';

const REWRITE_TIMEOUT_MS = 8_000; // past it the question is searched with the terms of the last turns
/** A follow-up is understood without a model too: one that takes longer for it is a second wait for nothing. */
const FOLLOW_UP_MS = 1_000;
const REWRITTEN_TOKENS = 25; // a question of usual length
const REWRITE_MAX_TOKENS = 120;
const REWRITE_MAX_CHARACTERS = 400; // longer is no question
const REMEMBERED_TURNS = 6;
const TURN_CHARACTERS = 600;
/** A question made to stand alone says with other words at most half of what it says. */
const SHARED_WITH_CONVERSATION = 0.5;

type Input = {
  question: string;
  history: readonly ChatTurn[];
  /** Language to search in. */
  language: Language;
  /** Whether it is to be put in that language; otherwise to stand alone. */
  translates: boolean;
  /** One model, at each of its servers. */
  models: readonly [AnsweringModel, ...AnsweringModel[]];
  route: Route;
  meter: UsageMeter;
  /** Told of what came of asking a model. */
  onAttempt: (attempt: AnswerAttempt) => void;
};

export type Rewriting = {
  /** The question made to stand alone, in the documents' language; null when the model cannot, or says something else. */
  question: string | null;
  /** How long the model was waited for without a sign of it, in milliseconds; 0 when it gave one. */
  waitedMs: number;
};

/** The question as the model rewords it. */
export async function rewriteQuestion(
  { question, history, language, translates, models, route, meter, onAttempt }: Input,
  signal: AbortSignal,
): Promise<Rewriting> {
  const [model] = models;
  if (model.modelId === null) return { question: null, waitedMs: 0 };
  const turns = history
    .slice(-REMEMBERED_TURNS)
    .map(turn => ({ ...turn, content: turn.content.slice(0, TURN_CHARACTERS) }));
  while (turns[0]?.role === 'assistant') turns.shift();
  const request = {
    system: wording[language].rewrite(language),
    turns: [...turns, { role: 'user' as const, content: question }],
    grounding: null,
    maxOutputTokens: REWRITE_MAX_TOKENS,
    temperature: 0,
    contextTokens: model.contextTokens,
  };
  if (!isQuickEnough(model, request, translates)) return { question: null, waitedMs: 0 };
  const limited = AbortSignal.any([signal, AbortSignal.timeout(REWRITE_TIMEOUT_MS)]);
  const startedAt = performance.now();
  let isSilent = true;
  let text = '';
  const attempts: AnswerAttempt[] = [];
  /** @param last what the last one is taken for, where that is something else */
  function tell(last: (attempt: AnswerAttempt) => Partial<AnswerAttempt>): void {
    for (const [index, attempt] of attempts.entries())
      onAttempt({
        ...attempt,
        ...(index === attempts.length - 1 ? last(attempt) : {}),
        purpose: 'rewording',
      });
  }
  try {
    const watch = meter.watch({
      models,
      purpose: 'search',
      estimate: {
        input: () => estimateTokens(promptText(request.system, request.turns)),
        output: () => estimateTokens(text),
      },
    });
    const options = { watch, onAttempt: (attempt: AnswerAttempt) => void attempts.push(attempt) };
    for await (const delta of route(models, request, limited, options)) {
      if (delta.type !== 'expects') isSilent = false;
      if (delta.type === 'text') text += delta.text;
      else if (delta.type === 'take-back') text = '';
    }
  } catch (error) {
    // It took longer than anybody waits for it, unless whoever asked left.
    const isLate = !signal.aborted && limited.aborted;
    tell(({ outcome }) =>
      isLate && outcome === 'stopped' ? { outcome: 'failed', code: 'model.timeout' } : {},
    );
    signal.throwIfAborted();
    if (!isFoyerError(error) && !limited.aborted) throw error;
    return { question: null, waitedMs: isSilent ? performance.now() - startedAt : 0 };
  }
  const rewritten = questionIn(text);
  const isKept = rewritten !== null && isFaithful(rewritten, question, turns, language);
  tell(({ outcome }) => (outcome === 'answered' && !isKept ? { outcome: 'set_aside' } : {}));
  return { question: isKept ? rewritten : null, waitedMs: 0 };
}

/** Whether a model that runs nearby is known to reword in time. Nothing else puts a question in another language: that is tried. */
function isQuickEnough(
  { pace }: AnsweringModel,
  { system, turns }: Pick<ChatRequest, 'system' | 'turns'>,
  translates: boolean,
): boolean {
  if (pace === null) return true;
  const measured = pace.meter.read();
  const { writtenTokensPerSecond } = measured;
  const reading = readingMs(measured, pace.meter.unread(promptText(system, turns)));
  if (reading === null || writtenTokensPerSecond === null) return translates;
  const expected = reading + (REWRITTEN_TOKENS / writtenTokensPerSecond) * 1_000;
  return expected <= (translates ? REWRITE_TIMEOUT_MS : FOLLOW_UP_MS);
}

/** Labels that models put before the question they were asked for. */
const LABEL =
  /^(?:(?:rewritten|reworded|standalone|new|final) question|question(?: (?:réécrite|reformulée|autonome))?|réécriture|reformulation)\s*:\s*/iu;
/** What is said instead of a question. */
const REFUSAL =
  /(?<!\p{L})(?:i (?:do not|don['’]t|cannot|can['’]t|am unable|'m unable)|i['’]m (?:sorry|not)|sorry|as an ai|je (?:ne|n['’])|désolée?|en tant qu)/iu;

/** The one line of a reply that is only the question, without marks around it; null when there is more. */
function questionIn(reply: string): string | null {
  const line = reply
    .trim()
    .replace(LABEL, '')
    .replaceAll(/^[*_"«“\s]+|[*_"»”\s]+$/gu, '');
  return line === '' || line.includes('\n') || line.length > REWRITE_MAX_CHARACTERS ? null : line;
}

/**
 * Whether a rewritten question is about what was asked: it keeps the figures, and shares words with the conversation
 * unless it was put in another language.
 */
function isFaithful(
  rewritten: string,
  question: string,
  turns: readonly ChatTurn[],
  language: Language,
): boolean {
  if (REFUSAL.test(rewritten)) return false;
  const kept = new Set(rewritten.match(/\d+/gu));
  if ((question.match(/\d+/gu) ?? []).some(figure => !kept.has(figure))) return false;
  const spoken = [question, ...turns.map(({ content }) => content)].join('\n');
  if ((detectLanguage(spoken) ?? language) !== language) return true;
  const known = new Set(wordsOf(spoken).map(stemIn(language)));
  const words = wordsOf(rewritten).filter(({ surface }) => !STOP_WORDS[language].has(surface));
  const shared = words.filter(word => known.has(stemIn(language)(word)));
  return shared.length >= words.length * SHARED_WITH_CONVERSATION;
}

function stemIn(language: Language): (word: Word) => string {
  return word => word.stem(language);
}
