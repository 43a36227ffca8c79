import { useEffect, useState } from 'react';
import { isUnderWay, type LiveAnswer } from './live-answer.ts';

/** A model that writes sooner needs nothing before it. */
const APPEARS_AFTER_MS = 600;
/** What appeared is there for 600 ms at least, its being drawn not counted; words that come meanwhile wait. */
const STAYS_MS = 660;

export type FirstStep = NonNullable<LiveAnswer['quotes']>;

/** What the documents say by themselves, for as long as that is to be seen; null before and after. */
export function useFirstStep(answer: LiveAnswer | null): FirstStep | null {
  const id = answer?.messageId ?? null;
  const [appeared, setAppeared] = useState<{ id: string; at: number } | null>(null);
  const at = appeared !== null && appeared.id === id ? appeared.at : null;
  const isWaiting = answer !== null && answer.text === '' && answer.quotes !== null && isUnderWay(answer);
  const startedAt = answer?.startedAt ?? 0;
  useEffect(() => {
    if (id === null || isWaiting === (at !== null)) return undefined;
    const change = () => setAppeared(isWaiting ? { id, at: Date.now() } : null);
    const due = at === null ? startedAt + APPEARS_AFTER_MS : at + STAYS_MS;
    const timer = setTimeout(change, Math.max(0, due - Date.now()));
    return () => clearTimeout(timer);
  }, [id, at, isWaiting, startedAt]);
  return at === null ? null : (answer?.quotes ?? null);
}

/** Whether an answer has been waited for so long that it is time to say what it is doing. */
export function useIsSlow(startedAt: number): boolean {
  const [isSlow, setIsSlow] = useState(() => Date.now() - startedAt >= APPEARS_AFTER_MS);
  useEffect(() => {
    const left = startedAt + APPEARS_AFTER_MS - Date.now();
    setIsSlow(left <= 0);
    if (left <= 0) return undefined;
    const timer = setTimeout(() => setIsSlow(true), left);
    return () => clearTimeout(timer);
  }, [startedAt]);
  return isSlow;
}
