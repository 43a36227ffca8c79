import { useEffect } from 'react';

/** Held by each window of this browser that a person has before them, so that the others know of it. */
export const IN_FRONT = 'foyer.in-front';

export function isInFront(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

/** Lets other windows of this browser know while this one is in front. Without https browsers cannot say, nor notify. */
export function useSayingInFront(): void {
  useEffect(() => {
    if (!('locks' in navigator)) return;
    let release: (() => void) | null = null;
    const look = () => {
      if (!isInFront()) {
        release?.();
        release = null;
      } else if (release === null) {
        const held = new Promise<void>(resolve => (release = resolve));
        void navigator.locks.request(IN_FRONT, { mode: 'shared' }, () => held);
      }
    };
    look();
    const ends = new AbortController();
    for (const name of ['focus', 'blur']) window.addEventListener(name, look, { signal: ends.signal });
    document.addEventListener('visibilitychange', look, { signal: ends.signal });
    return () => {
      ends.abort();
      release?.();
    };
  }, []);
}
