import type { Events } from '#main/platform/events/index.ts';

/** Keeps what is recorded, by the type and the subject. */
export function createEventsStandIn() {
  const recorded: { type: string; subjectId: string; payload: unknown }[] = [];
  const events: Events = {
    atOnce: write => write(),
    record: ({ type }, { subjectId, payload }) => void recorded.push({ type, subjectId, payload }),
  };
  return { events, recorded };
}
