import { promptText } from '#main/ai/model-pace.ts';
import type { EndReason, Grounding } from '#main/ai/ports.ts';
import { estimateTokens } from '#main/ai/token-estimate.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';
import type { Log } from '#main/platform/log.ts';
import type { AnswerProgress } from './answer-progress.ts';
import { createAnswerRequest } from './answer-request.ts';
import { createAnswerWriting, type WrittenAnswer } from './answer-writing.ts';
import { andEnclosed } from './enclosed.ts';
import { startFirstStep } from './first-step.ts';
import { inOrderOf, type GroundedPassage } from './grounding.ts';
import { cutShort, judge, type Outcome } from './judgement.ts';
import type { LiveAnswer } from './live-answers.ts';
import type { Route } from './model-routes.ts';
import { tellingPassedOver } from './passed-over.ts';
import type { Question } from './question.ts';
import { createReading } from './reading.ts';
import type { SourceDocuments } from './sources/ports.ts';
import { underWay } from './under-way.ts';
import { keyOf } from './usage-meter.ts';

/** What an answer is written from. */
type Ground = {
  grounding: Grounding;
  passages: readonly GroundedPassage[];
  /** The same in the order of the search, where they stand in another one. */
  asFound?: readonly GroundedPassage[];
  /** Those for a model that writes, in the order that another one puts them in. */
  reordered: () => Promise<readonly GroundedPassage[]>;
  /** How long a model was waited for in vain already, in milliseconds. */
  waitedMs: number;
};

type Dependencies = { route: Route; documents: SourceDocuments; log: Log };

/** From what was found to what is said: by the models in their order, and by quotations at the last. */
export function createGenerating({ route, documents, log }: Dependencies) {
  return generate;

  async function generate(
    answer: LiveAnswer,
    question: Question,
    ground: Ground,
    progress: AnswerProgress,
  ): Promise<Outcome> {
    const hasRemote = question.models.some(({ modelId }) => modelId !== null);
    if (!hasRemote) return write(answer, question, ground, progress, null);
    const { grounding, passages } = ground;
    const { publish } = answer;
    // What is quoted first is what was found, in its order: it waits for no model.
    const known = andEnclosed(documents, question.enclosed);
    const firstStep = startFirstStep({ grounding, passages, documents: known, publish, log });
    try {
      const ordered = await ground.reordered();
      const asFound = inOrderOf(passages, ordered);
      const inOrder = {
        ...ground,
        asFound,
        passages: ordered,
        grounding: { ...grounding, passages: ordered },
      };
      return await write(answer, question, inOrder, progress, firstStep);
    } catch (error) {
      const quoted = progress.text() === '' ? firstStep.asAnswer() : null;
      if (quoted !== null) progress.putInPlace(quoted);
      throw error;
    } finally {
      firstStep.end();
    }
  }

  async function write(
    answer: LiveAnswer,
    question: Question,
    { grounding, passages: grounded, asFound, waitedMs }: Omit<Ground, 'reordered'>,
    progress: AnswerProgress,
    /** Absent where no model writes. */
    firstStep: ReturnType<typeof startFirstStep> | null,
  ): Promise<Outcome> {
    const { models, wishes = {} } = question;
    const { language } = grounding;
    const hasRemote = firstStep !== null;
    const { request, prompt } = createAnswerRequest(question, grounding, asFound);
    const passages = hasRemote ? grounded.slice(0, prompt().passages.length) : grounded;
    const known = andEnclosed(documents, question.enclosed);
    const startWriting = (given: readonly GroundedPassage[]) =>
      createAnswerWriting({
        passages: given,
        question: grounding.question,
        documents: known,
        onText: progress.append,
        onSources: tellSources(answer, progress),
      });
    // What a program asks for counts above what the model's settings say.
    const asked = wishes.temperature === undefined ? models : leaveTemperature(models);
    let ended: EndReason = 'stop';
    let offered = passages.length;
    let answering: AnsweringModel = models[0];
    let certainty: number | null = null;
    const reading = createReading(models, prompt, answer.publish);
    const meter = progress.meter.watch({
      models,
      purpose: 'answer',
      estimate: {
        input: () => estimateTokens(promptText(prompt().system, prompt().turns)),
        output: () => estimateTokens(progress.reasoning() + progress.text()),
      },
    });
    const passing = tellingPassedOver(question.passedOver, progress.attempted);
    const watch = {
      ...meter,
      asked(key: string) {
        passing.asked(key);
        reading.asked(key);
      },
    };
    const deltas = await underWay(
      route(asked, request, answer.signal, { waitedMs, watch, onAttempt: passing.attempted }),
    );
    // The sources are looked for while the model reads.
    let writing = startWriting(passages);
    for await (const delta of deltas) {
      if (delta.type === 'expects') {
        if (delta.loads) reading.loads(delta.firstTokenMs);
      } else if (delta.type === 'reasoning') {
        progress.reason(delta.text, delta.fresh);
      } else if (delta.type === 'take-back') {
        progress.takeBack();
        writing = startWriting(grounded.slice(0, offered));
      } else if (delta.type === 'answered-by') {
        if (!delta.hasReasoned) progress.forgetReasoning();
        // Those quoted without a model are all there.
        const given = delta.provider === 'embedded' ? grounded.length : prompt().passages.length;
        if (given !== offered) writing = startWriting(grounded.slice(0, given));
        if (hasRemote) progress.metadata.context = prompt().cut;
        offered = given;
        answering = models.find(model => keyOf(model) === delta.key) ?? answering;
        firstStep?.end();
        progress.setModel(delta.provider, delta.model);
        const reason = delta.reason ?? question.passedOver.find(({ next }) => next === delta.key)?.code;
        if (reason !== undefined) progress.metadata.fallback = { reason };
      } else if (delta.type === 'text') {
        writing.write(delta.text);
      } else if (delta.type === 'end') {
        writing.end();
        ended = delta.reason;
        certainty = delta.certainty ?? null;
      }
    }
    writing.end();
    const outcome = judge({
      answer: writing.checked({ language, known: saidBy(question), written: answering.modelId !== null }),
      passages: grounded.slice(0, offered),
      abstained: writing.abstained(),
      certainty,
    });
    return ended === 'length' || ended === 'filter' ? cutShort(outcome, ended) : outcome;
  }
}

/** Tells followers of the sources, and keeps them with the answer. */
export function tellSources(answer: LiveAnswer, progress: AnswerProgress) {
  return (shown: Pick<WrittenAnswer, 'sources' | 'citations'>, told: boolean): void => {
    progress.setSources(shown.sources);
    progress.metadata.citations = shown.citations;
    if (told) answer.publish({ type: 'sources', sources: shown.sources });
  };
}

function leaveTemperature([first, ...others]: Question['models']): Question['models'] {
  const without = (model: AnsweringModel): AnsweringModel => ({ ...model, temperature: null });
  return [without(first), ...others.map(without)];
}

/** What the person and the bot's owner said: its figures and names are not the answer's. */
function saidBy({ bot, text, history, wishes }: Question): string {
  const asked = history.filter(({ role }) => role === 'user').map(({ content }) => content);
  return [text, ...asked, bot.name, bot.instructions, wishes?.instructions ?? ''].join('\n');
}
