/** How far back the speed is looked at: shorter jumps about, longer hides that a line became slow. */
const WINDOW_MS = 10_000;
const LEAST_MS = 1_000; // less says nothing

/** Bytes a second over the last seconds. What came before the first look was there already. */
export function createSpeedometer(now: () => number = () => performance.now()) {
  let seen: { at: number; bytes: number }[] = [];
  return {
    /** @returns null until a second has passed. */
    read(bytes: number): number | null {
      const at = now();
      seen = [...seen.filter(one => one.at >= at - WINDOW_MS), { at, bytes }];
      const [first] = seen;
      const elapsed = first === undefined ? 0 : at - first.at;
      if (first === undefined || elapsed < LEAST_MS) return null;
      return Math.max(0, Math.round(((bytes - first.bytes) / elapsed) * 1_000));
    },
  };
}
