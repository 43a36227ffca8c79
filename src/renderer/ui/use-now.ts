import { useEffect, useState } from 'react';

const STEP_MS = 60_000; // what is shown are hours and days

/** The present, kept present: a page left open over midnight does not call yesterday today. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), STEP_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
