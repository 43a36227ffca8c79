import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { REAL_CHAT, REAL_EMBEDDING, realModelsArePresent } from '../support/real-models.ts';
import { projectRoot } from '../../scripts/runtime.mjs';
import { askOverHttp, type AskedOverHttp } from './asked-over-http.ts';
import type { BareChat, BareEmbedding, BareRequest } from './bare-engine.ts';
import { ingest, type RunningFoyer } from './foyer.ts';
import { atLeast, atMost, milliseconds, notMeasured, timings, type Measure } from './measures.ts';
import type { Door } from './searching.ts';

/** The first is warm-up; of the others the median counts: every figure of one round is of the same minute. */
const ROUNDS = 4;
const WINDOW_TOKENS = 4_096;
const ANSWER_TOKENS = 96;
const EMBEDDED_PASSAGES = 200;
const WORDS_OF_A_PASSAGE = 120;

const USEFUL_MS = 1_000;
const FIRST_WORD_MS = { cold: 6_000, followUp: 3_000 };
const LATER_WHILE_EMBEDDING_MS = 2_000;
const OF_BARE = 0.9;

/** The model reads English. */
const QUESTIONS = [
  ['How long does delivery of furniture in stock take?', 'And what does it cost beyond 40 km?'],
  ['How long is the warranty on hinges?', 'What does it not cover?'],
  ['How many days do I have to return furniture?', 'Who pays for sending it back?'],
  ['How can I pay?', 'From what amount in three instalments?'],
] as const;

type Round = {
  cold: AskedOverHttp;
  warm: AskedOverHttp;
  followUp: AskedOverHttp;
  whileEmbedding: AskedOverHttp;
  bare: BareChat;
  bareEmbedding: BareEmbedding;
  embeddingMs: number;
};

/** What the documents said in its place, since it was too slow, tells nothing of it. */
const isByModel = ({ cold, warm, followUp, whileEmbedding }: Round): boolean =>
  [cold, warm, followUp, whileEmbedding].every(one => one.isByModel);

const NAME = 'Real model of 135 million parameters, in the engine inside';

/**
 * Real models in the built server, over HTTP, and the bare library beside them. They are small: what is measured is the
 * way, not the answers, which are in English and often wrong.
 */
export async function measureRealModels(
  { client }: RunningFoyer,
  { door, say }: { door: Door; say: (text: string) => void },
): Promise<Measure[]> {
  if (!realModelsArePresent) return [notMeasured(NAME, 'as each row says', `${REAL_CHAT} is not here`)];
  const { id: chatbotId } = await client.chatbots.create({ name: 'Reception', language: 'en' });
  await ingest(client, chatbotId, [join(projectRoot, 'resources/samples/en')]);
  say('Taking in the real models');
  const chat = await client.models.addFilePath({ path: REAL_CHAT });
  await client.models.update({ id: chat.id, maxOutputTokens: ANSWER_TOKENS, isDefault: true });
  const texts = passages(EMBEDDED_PASSAGES);
  const rounds: Round[] = [];
  for (const [index, questions] of QUESTIONS.slice(0, ROUNDS).entries()) {
    say(`Real models, round ${index + 1} of ${ROUNDS}`);
    rounds.push(await measureRound(index, questions));
  }
  const whole = rounds.slice(1).filter(isByModel);
  return whole.length === 0
    ? [
        notMeasured(
          NAME,
          'as each row says',
          'the model answered in time in no round: this machine is too busy',
        ),
      ]
    : measuresOf(whole);

  async function measureRound(
    index: number,
    [question, further]: (typeof QUESTIONS)[number],
  ): Promise<Round> {
    // Another window has the model loaded anew: nothing of it is in memory.
    await client.models.update({ id: chat.id, contextTokens: WINDOW_TOKENS - index });
    const cold = await ask({ message: question });
    const warm = await ask({ message: `${question} Please be precise.` });
    const followUp = await ask({ message: further, conversationId: warm.conversationId });
    const bare = await bareChat(warm);
    const embedding = await client.models.addFilePath({ path: REAL_EMBEDDING });
    const startedAt = performance.now();
    const embedded = client.models.embed({ texts });
    const whileEmbedding = await ask({ message: `${question} Please answer in short.` });
    await embedded;
    const again = performance.now();
    await client.models.embed({ texts });
    const embeddingMs = performance.now() - again;
    say(
      `  embedding beside a question took ${milliseconds(again - startedAt)}, alone ${milliseconds(embeddingMs)}`,
    );
    const bareEmbedding = await inBareProcess<BareEmbedding>({ type: 'embed', path: REAL_EMBEDDING, texts });
    await client.models.remove({ id: embedding.id });
    return { cold, warm, followUp, whileEmbedding, bare, bareEmbedding, embeddingMs };
  }

  async function ask(asked: { message: string; conversationId?: string }): Promise<AskedOverHttp> {
    const answer = await askOverHttp(door, { chatbotId, ...asked });
    if (!answer.isByModel) say(`  not by the model: ${asked.message}`);
    return answer;
  }

  /** As much to read as Foyer’s model read. */
  function bareChat({ readTokens }: AskedOverHttp): Promise<BareChat> {
    return inBareProcess<BareChat>({
      type: 'chat',
      path: REAL_CHAT,
      contextTokens: WINDOW_TOKENS,
      prompt: texts.join(' '),
      promptTokens: readTokens,
      answerTokens: ANSWER_TOKENS,
    });
  }
}

/** Texts of so many words, no two the same. */
function passages(count: number): string[] {
  const words = 'delivery warranty hinge drawer workshop oak order plan deposit transfer return weeks'.split(
    ' ',
  );
  return Array.from({ length: count }, (_, passage) =>
    Array.from(
      { length: WORDS_OF_A_PASSAGE },
      (_word, place) =>
        words[(passage * 7 + place * (1 + (passage % 5)) + (place % 11) * passage) % words.length],
    ).join(' '),
  );
}

async function inBareProcess<Answer>(asked: BareRequest): Promise<Answer> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'bare-engine.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  try {
    child.send(asked);
    const [answer] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => {
        throw new Error('The bare library ended before it answered');
      }),
    ])) as [Answer];
    return answer;
  } finally {
    child.kill();
  }
}

function measuresOf(rounds: readonly Round[]): Measure[] {
  const median = (of: (round: Round) => number): number => timings(rounds.map(of)).p50;
  const word = ({ firstWordMs, endMs }: AskedOverHttp) => firstWordMs ?? endMs;
  const writtenRate = ({ writtenTokens, endMs, firstWordMs }: AskedOverHttp) =>
    (writtenTokens / Math.max(1, endMs - (firstWordMs ?? 0))) * 1_000;
  const bareWritten = ({ written, writtenMs }: BareChat) => (written / Math.max(1, writtenMs)) * 1_000;
  const readRate = (tokens: number, ms: number) => (tokens / Math.max(1, ms)) * 1_000;
  const share = (value: number) => `${(value * 100).toFixed(0)} % of the bare library`;
  const perSecond = (value: number) => `${value.toFixed(0)}/s`;
  const useful = (name: string, of: (round: Round) => AskedOverHttp) =>
    atMost(
      `${name}: question to first useful words`,
      median(round => of(round).usefulMs),
      USEFUL_MS,
      milliseconds,
    );
  const end = (of: (round: Round) => AskedOverHttp) =>
    `to the end ${milliseconds(median(round => of(round).endMs))}`;
  return [
    useful('Cold', ({ cold }) => cold),
    atMost(
      'Cold: question to the model’s first word',
      median(({ cold }) => word(cold)),
      FIRST_WORD_MS.cold,
      milliseconds,
      end(({ cold }) => cold),
    ),
    useful('Warm', ({ warm }) => warm),
    atMost(
      'Warm: question to the model’s first word',
      median(({ warm }) => word(warm)),
      FIRST_WORD_MS.cold,
      milliseconds,
      end(({ warm }) => warm),
    ),
    useful('Follow-up', ({ followUp }) => followUp),
    atMost(
      'Follow-up: question to the model’s first word',
      median(({ followUp }) => word(followUp)),
      FIRST_WORD_MS.followUp,
      milliseconds,
      end(({ followUp }) => followUp),
    ),
    atMost(
      `While ${EMBEDDED_PASSAGES} passages are embedded: first word later than in quiet`,
      Math.max(
        0,
        median(({ whileEmbedding, warm }) => word(whileEmbedding) - word(warm)),
      ),
      LATER_WHILE_EMBEDDING_MS,
      milliseconds,
      end(({ whileEmbedding }) => whileEmbedding),
    ),
    atLeast(
      'Tokens read a second, a warm question, until its first word',
      median(
        ({ warm, bare }) =>
          readRate(warm.readTokens, word(warm)) / readRate(bare.readTokens, bare.firstTokenMs),
      ),
      OF_BARE,
      share,
      `${perSecond(median(({ warm }) => readRate(warm.readTokens, word(warm))))}; bare ${perSecond(median(({ bare }) => readRate(bare.readTokens, bare.firstTokenMs)))}, first word ${milliseconds(median(({ bare }) => bare.firstTokenMs))}`,
    ),
    atLeast(
      'Tokens written a second',
      median(({ warm, bare }) => writtenRate(warm) / bareWritten(bare)),
      OF_BARE,
      share,
      `${perSecond(median(({ warm }) => writtenRate(warm)))}; bare ${perSecond(median(({ bare }) => bareWritten(bare)))}`,
    ),
    atLeast(
      'Passages embedded a second',
      median(({ bareEmbedding, embeddingMs }) => bareEmbedding.ms / embeddingMs),
      OF_BARE,
      share,
      `${EMBEDDED_PASSAGES} in ${milliseconds(median(({ embeddingMs }) => embeddingMs))}; bare ${milliseconds(median(({ bareEmbedding }) => bareEmbedding.ms))}`,
    ),
  ];
}
