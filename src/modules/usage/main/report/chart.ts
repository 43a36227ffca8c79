/** Room for the figures beside, and for the days below. */
const LEFT = 34;
const BELOW = 16;
const ABOVE = 6;
const BAR_SHARE = 0.68; // of the width that a day has
/** Every so many days one is named. */
const NAMED_EVERY = 5;

export type Chart = {
  bars: { x: number; y: number; width: number; height: number }[];
  lines: { y: number; from: number; until: number; value: number }[];
  labels: { x: number; y: number; text: string }[];
};

/** Where the bars of days stand on a surface, in its units, with lines at round figures. */
export function chartOf(
  days: readonly { label: string; value: number }[],
  { width, height }: { width: number; height: number },
): Chart {
  const step = stepFor(Math.max(1, ...days.map(({ value }) => value)));
  const top = Math.max(step, Math.ceil(Math.max(0, ...days.map(({ value }) => value)) / step) * step);
  const ground = height - BELOW;
  const yOf = (value: number) => ground - (value / top) * (ground - ABOVE);
  const wide = (width - LEFT) / Math.max(1, days.length);
  const bar = wide * BAR_SHARE;
  const middle = (index: number) => LEFT + wide * (index + 0.5);
  return {
    bars: days.flatMap(({ value }, index) =>
      value === 0
        ? []
        : [
            {
              x: rounded(middle(index) - bar / 2),
              y: rounded(yOf(value)),
              width: rounded(bar),
              height: rounded(ground - yOf(value)),
            },
          ],
    ),
    lines: Array.from({ length: Math.round(top / step) + 1 }, (_, index) => ({
      y: rounded(yOf(index * step)),
      from: LEFT,
      until: width,
      value: index * step,
    })),
    labels: days.flatMap(({ label }, index) =>
      index === 0 || (index + 1) % NAMED_EVERY === 0
        ? [{ x: rounded(middle(index)), y: height - 3, text: label }]
        : [],
    ),
  };
}

/** A round step that parts what is shown in two to five. */
function stepFor(most: number): number {
  const size = 10 ** Math.floor(Math.log10(most));
  const step = [0.2, 0.5, 1, 2].map(share => share * size).find(each => most / each <= 5) ?? size;
  return Math.max(1, Math.round(step));
}

const rounded = (value: number) => Math.round(value * 100) / 100;
