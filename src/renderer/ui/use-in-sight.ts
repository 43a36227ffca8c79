import { useEffect, useRef, type RefObject } from 'react';

/** Scrolls to an element when what it says is new: whoever asked sees the answer, in a long dialog too. */
export function useInSight<Shown extends HTMLElement>(said: unknown): RefObject<Shown | null> {
  const shown = useRef<Shown>(null);
  useEffect(() => {
    if (said !== null && said !== undefined) shown.current?.scrollIntoView({ block: 'nearest' });
  }, [said]);
  return shown;
}
