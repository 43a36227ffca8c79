/** A model that writes sooner needs no quotes before it. */
const APPEAR_AFTER_MS = 600;
/** What appeared is there long enough to be seen. */
const STAY_MS = 600;

/** What takes the place of quotes. */
const ENDS_QUOTES = ['delta', 'finished', 'failed'];

/** The clock of whoever waits, in milliseconds. */
export type Waiting = { now(): number; pause(milliseconds: number): Promise<unknown> };

/**
 * The events of an answer for who shows each as it comes: quotes once no word has come for some time, and what takes
 * their place once they could be seen.
 */
export async function* pacedQuotes<Event extends { type: string }>(
  events: AsyncIterable<Event>,
  { now, pause }: Waiting,
): AsyncGenerator<Event, void, void> {
  const iterator = events[Symbol.asyncIterator]();
  let waiting: { quotes: Event; due: number } | null = null;
  let shownUntil = 0;
  let next = iterator.next();
  try {
    for (;;) {
      const step: IteratorResult<Event> | null =
        waiting === null
          ? await next
          : await Promise.race([next, pause(Math.max(0, waiting.due - now())).then(() => null)]);
      if (step === null) {
        if (waiting !== null) yield waiting.quotes;
        waiting = null;
        shownUntil = now() + STAY_MS;
        continue;
      }
      if (step.done === true) return;
      const event: Event = step.value;
      next = iterator.next();
      next.catch(() => undefined); // told to who waits for it
      if (event.type === 'quotes') {
        waiting = { quotes: event, due: now() + APPEAR_AFTER_MS };
        continue;
      }
      if (ENDS_QUOTES.includes(event.type)) {
        waiting = null;
        const left = shownUntil - now();
        if (left > 0) await pause(left);
      }
      yield event;
    }
  } finally {
    // Not awaited: a piece that is on its way may take long.
    void iterator.return?.();
  }
}
