/** One line of the table: what was measured, beside its limit and what it stands against in the same run. */
export type Measure = {
  name: string;
  /** In words with the unit; `not measured` with the reason where the machine does not allow it. */
  measured: string;
  limit: string;
  reference: string;
  holds: boolean;
};

export type Timings = { p50: number; p95: number };

export function timings(samples: readonly number[]): Timings {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

/** Of bytes, in millions. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

/** `value` must not be above `limit`; both are in the unit that `format` writes. */
export function atMost(
  name: string,
  value: number,
  limit: number,
  format: (value: number) => string,
  reference = '',
): Measure {
  return { name, measured: format(value), limit: `≤ ${format(limit)}`, reference, holds: value <= limit };
}

export function atLeast(
  name: string,
  value: number,
  limit: number,
  format: (value: number) => string,
  reference = '',
): Measure {
  return { name, measured: format(value), limit: `≥ ${format(limit)}`, reference, holds: value >= limit };
}

export function notMeasured(name: string, limit: string, reason: string): Measure {
  return { name, measured: `not measured: ${reason}`, limit, reference: '', holds: true };
}

export function markdownTable(measures: readonly Measure[]): string {
  const rows = measures.map(({ name, measured, limit, reference, holds }) => [
    name,
    holds ? measured : `**${measured}**`,
    limit,
    reference,
  ]);
  return [['Measure', 'Measured', 'Limit', 'In the same run'], ['---', '---', '---', '---'], ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}
