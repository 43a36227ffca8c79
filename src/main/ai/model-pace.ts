import type { ModelPace } from '#shared/contract/models.ts';
import type { PaceSamples } from '#shared/lib/reading-pace.ts';
import type { ChatRequest } from './ports.ts';
import { inTurn, wordsOf } from './request-adaptation.ts';
import { estimateTokens } from './token-estimate.ts';

/** So many tokens in so many milliseconds. */
export type Stretch = { tokens: number; ms: number };

/** What one answer took; what is not known is absent. Tokens read are those that `estimateTokens` counts. */
export type AnswerPace = { read?: Stretch; written?: Stretch; loadMs?: number };

/** What is known of how fast one model reads and writes, and of what its server has read before. */
export type PaceMeter = {
  read(): ModelPace;
  measure(answer: AnswerPace): void;
  /** It was waited for in vain, for so long, to read so much. */
  waitedInVain(waited: Stretch): void;
  /** How many tokens of a prompt its server does not remember from the one before. */
  unread(prompt: string): number;
  /** The server has read this; what it read before is forgotten where the model was loaded anew. */
  remember(prompt: string): void;
  forget(): void;
};

export const noSamples: PaceSamples = { read: [], written: [], loadMs: null, atMost: null };

/** One slow answer among others changes nothing; a machine that became slower is noticed within a few. */
const SAMPLES_KEPT = 7;

/** A speed within this of the one before is the same one. */
const NOTICEABLE_SHARE = 0.1;

/** Fewer are read in a time that says more of the call than of the reading. */
const LEAST_READ_TOKENS = 100;
const LEAST_WRITTEN_TOKENS = 8;

/** Whoever leaves sooner has not waited. */
const LEAST_WAIT_MS = 3_000;

/** A local model that was never measured: what one with a billion parameters reads on a laptop without graphics card. */
export const UNMEASURED_READING = 150; // tokens a second

/** A prompt as one text: what two of them share at the beginning, a server reads once. */
export function promptText(system: string, turns: ChatRequest['turns']): string {
  return [system, ...inTurn(turns).map(({ role, parts }) => `${role}: ${wordsOf(parts)}`)].join('\n');
}

/** A meter that lasts as long as whoever holds it. `onMeasured` is told when the pace is another one, not of each answer. */
export function createPaceMeter(
  known: PaceSamples = noSamples,
  onMeasured: (samples: PaceSamples) => void = () => undefined,
): PaceMeter {
  let samples = known;
  let told = paceOf(known);
  let remembered = '';

  function keep(next: PaceSamples): void {
    const isSettled = samples.written.length === SAMPLES_KEPT;
    samples = next;
    const pace = paceOf(next);
    if (isSettled && isAsBefore(pace, told)) return;
    told = pace;
    onMeasured(next);
  }

  return {
    read: () => paceOf(samples),
    measure({ read, written, loadMs }) {
      const reading = speedOf(read, LEAST_READ_TOKENS);
      const writing = speedOf(written, LEAST_WRITTEN_TOKENS);
      if (reading === null && writing === null && loadMs === undefined) return;
      keep({
        read: withSample(samples.read, reading),
        written: withSample(samples.written, writing),
        loadMs: loadMs === undefined ? samples.loadMs : Math.round(loadMs),
        atMost: reading === null ? samples.atMost : null,
      });
    },
    waitedInVain({ tokens, ms }) {
      const most = rounded((tokens / ms) * 1_000);
      if (ms < LEAST_WAIT_MS || samples.read.length > 0 || most >= (samples.atMost ?? UNMEASURED_READING))
        return;
      keep({ ...samples, atMost: most });
    },
    unread(prompt) {
      let shared = 0;
      while (shared < remembered.length && remembered[shared] === prompt[shared]) shared += 1;
      return estimateTokens(prompt.slice(shared));
    },
    remember(prompt) {
      remembered = prompt;
    },
    forget() {
      remembered = '';
    },
  };
}

/** Of a model whose time is not planned with: nothing is known, and nothing is kept. */
export const noPace: PaceMeter = {
  read: () => paceOf(noSamples),
  measure: () => undefined,
  waitedInVain: () => undefined,
  unread: () => 0,
  remember: () => undefined,
  forget: () => undefined,
};

export function paceOf({ read, written, loadMs, atMost }: PaceSamples): ModelPace {
  return {
    readTokensPerSecond: median(read) ?? atMost,
    writtenTokensPerSecond: median(written),
    loadMs,
  };
}

/** Whether nothing that is planned with it would change. */
function isAsBefore(pace: ModelPace, before: ModelPace): boolean {
  const near = (one: number | null, other: number | null): boolean =>
    one === null || other === null ? one === other : Math.abs(one - other) <= other * NOTICEABLE_SHARE;
  return (
    near(pace.readTokensPerSecond, before.readTokensPerSecond) &&
    near(pace.writtenTokensPerSecond, before.writtenTokensPerSecond) &&
    near(pace.loadMs, before.loadMs)
  );
}

/** Milliseconds until a model has read so much; null while nobody knows how fast it is. */
export function readingMs({ readTokensPerSecond }: ModelPace, tokens: number): number | null {
  return readTokensPerSecond === null ? null : (tokens / readTokensPerSecond) * 1_000;
}

function speedOf(stretch: Stretch | undefined, least: number): number | null {
  if (stretch === undefined || stretch.tokens < least) return null;
  return rounded((stretch.tokens / Math.max(1, stretch.ms)) * 1_000);
}

function withSample(samples: readonly number[], sample: number | null): readonly number[] {
  return sample === null ? samples : [...samples, sample].slice(-SAMPLES_KEPT);
}

function median(samples: readonly number[]): number | null {
  return samples.toSorted((one, other) => one - other)[Math.floor((samples.length - 1) / 2)] ?? null;
}

function rounded(speed: number): number {
  return Math.max(0.1, Math.round(speed * 10) / 10);
}
