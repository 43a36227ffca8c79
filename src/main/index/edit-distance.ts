/**
 * Optimal string alignment distance (insertions, deletions, substitutions, swaps of neighbours), or
 * `limit + 1` as soon as it must exceed `limit`. Damerau 1964; the banded form of Ukkonen 1985.
 */
export function editDistance(left: string, right: string, limit: number): number {
  const rows = left.length;
  const columns = right.length;
  if (Math.abs(rows - columns) > limit) return limit + 1;
  let beforePrevious = new Uint8Array(columns + 1);
  let previous = new Uint8Array(columns + 1);
  let current = new Uint8Array(columns + 1);
  for (let column = 0; column <= columns; column += 1) previous[column] = Math.min(column, limit + 1);
  for (let row = 1; row <= rows; row += 1) {
    const from = Math.max(1, row - limit);
    const to = Math.min(columns, row + limit);
    current.fill(limit + 1);
    if (from === 1) current[0] = Math.min(row, limit + 1);
    let best = current[0] ?? limit + 1;
    for (let column = from; column <= to; column += 1) {
      const same = left.charCodeAt(row - 1) === right.charCodeAt(column - 1);
      let cost = Math.min(
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
      );
      if (
        row > 1 &&
        column > 1 &&
        left.charCodeAt(row - 1) === right.charCodeAt(column - 2) &&
        left.charCodeAt(row - 2) === right.charCodeAt(column - 1)
      ) {
        cost = Math.min(cost, (beforePrevious[column - 2] ?? 0) + 1);
      }
      current[column] = Math.min(cost, limit + 1);
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    [beforePrevious, previous, current] = [previous, current, beforePrevious];
  }
  return previous[columns] ?? limit + 1;
}
