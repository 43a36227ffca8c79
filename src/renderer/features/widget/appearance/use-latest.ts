import { useRef } from 'react';

/** The last value there was: what was switched off comes back as it was when it is switched on again. */
export function useLatest<Value>(value: Value | null, first: Value): Value {
  const latest = useRef(first);
  if (value !== null) latest.current = value;
  return latest.current;
}
