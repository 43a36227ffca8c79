/** Tags between which reasoning models think aloud when their server does not separate it (DeepSeek R1, Qwen 3…). */
const OPENING = ['<think>', '<thinking>'];
const CLOSING = ['</think>', '</thinking>'];

/** Length of the longest end of `text` that could be the beginning of a tag. */
function pendingLength(text: string, tags: readonly string[]): number {
  const longest = Math.max(...tags.map(tag => tag.length)) - 1;
  for (let length = Math.min(longest, text.length); length > 0; length -= 1) {
    const end = text.slice(-length);
    if (tags.some(tag => tag.startsWith(end))) return length;
  }
  return 0;
}

function findTag(text: string, tags: readonly string[]): { start: number; end: number } | null {
  const found = tags
    .map(tag => ({ start: text.indexOf(tag), end: text.indexOf(tag) + tag.length }))
    .filter(({ start }) => start !== -1)
    .sort((one, other) => one.start - other.start);
  return found[0] ?? null;
}

/**
 * Removes reasoning from a streamed answer. Reasoning comes first, so tags are only read before the answer proper
 * begins: an answer may speak about `<think>` without losing its words. Pieces may cut a tag anywhere.
 */
export function createReasoningFilter(): {
  /** The part of the answer that is now certain to be answer. */
  push(piece: string): string;
  /** What was held back, at the end. */
  end(): string;
} {
  let held = '';
  let state: 'before' | 'thinking' | 'answer' = 'before';

  function push(piece: string): string {
    if (state === 'answer') return piece;
    held += piece;
    for (;;) {
      if (state === 'thinking') {
        const closing = findTag(held, CLOSING);
        if (closing === null) {
          held = held.slice(held.length - pendingLength(held, CLOSING));
          return '';
        }
        held = held.slice(closing.end);
        state = 'before';
      }
      const visible = held.trimStart();
      const opening = OPENING.find(tag => visible.startsWith(tag));
      if (opening !== undefined) {
        held = visible.slice(opening.length);
        state = 'thinking';
        continue;
      }
      if (OPENING.some(tag => tag.startsWith(visible))) return '';
      state = 'answer';
      held = '';
      return visible;
    }
  }

  return {
    push,
    end() {
      const rest = state === 'before' ? held.trimStart() : '';
      held = '';
      return rest;
    },
  };
}
