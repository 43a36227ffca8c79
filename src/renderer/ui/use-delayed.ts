import { useEffect, useState } from 'react';

const PATIENCE_MS = 300; // under this a person sees no wait; a spinner would only flicker

/** True once `active` has lasted long enough to be worth showing. */
export function useDelayed(active: boolean, patienceMs = PATIENCE_MS): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!active) {
      setLate(false);
      return;
    }
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, [active, patienceMs]);
  return active && late;
}
