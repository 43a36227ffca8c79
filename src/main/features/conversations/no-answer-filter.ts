import { NO_ANSWER_MARK } from '#main/ai/ports.ts';

/**
 * Takes the mark `[0]`, with which a model says that the passages do not answer, off the beginning of a stream.
 * Only the first characters are held back, and only while they may still be the mark.
 */
export function createNoAnswerFilter() {
  let held = '';
  let decided = false;
  let found = false;

  return {
    /** The text that may be shown now. */
    pass(text: string): string {
      if (decided) return text;
      held += text;
      const begin = held.trimStart();
      if (begin.startsWith(NO_ANSWER_MARK)) {
        found = true;
        const after = begin.slice(NO_ANSWER_MARK.length).trimStart();
        if (after === '') return ''; // spaces after the mark may still come
        decided = true;
        held = '';
        return after;
      }
      if (NO_ANSWER_MARK.startsWith(begin)) return '';
      decided = true;
      const out = held;
      held = '';
      return out;
    },
    /** What was held back, once the stream is over. */
    rest(): string {
      const out = found ? '' : held;
      held = '';
      decided = true;
      return out;
    },
    found: () => found,
  };
}
