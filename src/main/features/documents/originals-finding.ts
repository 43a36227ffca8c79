import type { Finding } from '#main/features/health-check.ts';
import { fill } from '#main/platform/terminal-words.ts';
import type { OriginalsFound } from './viewing.ts';

const NAMED_AT_MOST = 5;

/** What the doctor says of the files that documents were read from. */
export function originalsFinding(
  { total, missing, changed }: OriginalsFound,
  words: { whole: string; missing: string; changed: string },
): Finding {
  const told = (sentence: string, names: readonly string[]) => {
    const named = names.slice(0, NAMED_AT_MOST).join(', ');
    return fill(sentence, {
      count: names.length,
      total,
      names: names.length > NAMED_AT_MOST ? `${named}…` : named,
    });
  };
  const sentences = [
    ...(missing.length === 0 ? [] : [told(words.missing, missing)]),
    ...(changed.length === 0 ? [] : [told(words.changed, changed)]),
  ];
  return sentences.length === 0
    ? { state: 'ok', detail: fill(words.whole, { count: total }) }
    : { state: 'warning', detail: sentences.join(' ') };
}
