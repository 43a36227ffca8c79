import { useState } from 'react';

/** The last value there was: what was switched off comes back as it was when it is switched on again. */
export function useLatest<Value>(value: Value | null, first: Value): Value {
  const [latest, keep] = useState(value ?? first);
  if (value !== null && value !== latest) keep(value);
  return value ?? latest;
}
