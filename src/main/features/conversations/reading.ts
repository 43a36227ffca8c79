import type { ChatEvent } from '#shared/contract/conversations.ts';
import { promptText, readingMs, UNMEASURED_READING } from '#main/ai/model-pace.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';
import type { Prompt } from './prompt.ts';
import { keyOf } from './usage-meter.ts';

type ReadingEvent = Extract<ChatEvent, { type: 'reading' }>;

/** Tells who reads how much, and about how long that takes; the model that quotes is done at once. */
export function createReading(
  models: readonly AnsweringModel[],
  prompt: () => Prompt,
  publish: (event: ReadingEvent) => void,
) {
  let reader: AnsweringModel | null = null;

  /** The one that quotes, which has no name, is not told of. */
  function tell(expectedMs: number | null, loads: boolean): void {
    if (reader === null || reader.name === null) return;
    publish({
      type: 'reading',
      model: reader.name,
      passages: prompt().passages.length,
      expectedMs: expectedMs === null ? null : Math.round(expectedMs),
      loads,
      elapsedMs: 0,
    });
  }

  return {
    /** A model is asked; the one before it, if any, has come to nothing. */
    asked(key: string): void {
      reader = models.find(model => keyOf(model) === key) ?? null;
      if (reader !== null) tell(expectedOf(reader, prompt()), false);
    },
    /** It is not in memory: what was expected of it did not count that. */
    loads(expectedMs: number): void {
      tell(expectedMs, true);
    },
  };
}

/** Milliseconds to the first word; null where nothing tells. */
function expectedOf(
  { pace, measuredFirstTokenMs }: AnsweringModel,
  { system, turns }: Prompt,
): number | null {
  if (pace === null) return measuredFirstTokenMs;
  const unread = pace.meter.unread(promptText(system, turns));
  return readingMs(pace.meter.read(), unread) ?? (unread / UNMEASURED_READING) * 1_000;
}
