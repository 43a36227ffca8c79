const DARK_INK = '#1d120a';
const LIGHT_INK = '#ffffff';

/** How far a colour moves towards black or white at each step while it is made readable; too small to be seen. */
const STEP = 0.04;

function channels(color: string): [number, number, number] {
  const channel = (start: number) => Number.parseInt(color.slice(start, start + 2), 16);
  return [channel(1), channel(3), channel(5)];
}

/** Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2, "relative luminance"). */
function luminance(color: string): number {
  return [0.2126, 0.7152, 0.0722].reduce((sum, weight, index) => {
    const value = Number.parseInt(color.slice(2 * index + 1, 2 * index + 3), 16) / 255;
    return sum + weight * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  }, 0);
}

/** Contrast of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: string, other: string): number {
  const [first, second] = [luminance(one), luminance(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

/** The ink, dark or light, that reads best on a colour a person chose (`#rrggbb`). */
export function legibleOn(color: string): string {
  return contrast(color, LIGHT_INK) >= contrast(color, DARK_INK) ? LIGHT_INK : DARK_INK;
}

/** Black or white, whichever reads on the colour: their contrast with it is 4.58 at least, whatever it is. */
export function plainInkOn(color: string): '#000000' | '#ffffff' {
  // Above this luminance black has the larger ratio: (L + 0.05) / 0.05 = 1.05 / (L + 0.05), so L = √(0.05 × 1.05) − 0.05.
  return luminance(color) > 0.17913 ? '#000000' : '#ffffff';
}

/** `share` (0 to 1) of one `#rrggbb` colour, the rest of the other. */
export function mix(one: string, other: string, share: number): string {
  const [from, to] = [channels(other), channels(one)];
  const mixed = from.map((byte, index) => Math.round(byte + ((to[index] ?? byte) - byte) * share));
  return `#${mixed.map(byte => byte.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * The colour nearest to `color` that reads on `background`: darker on a light one, lighter on a dark one.
 * @param ratio the contrast it must have at least: 4.5 for text, 3 for signs (WCAG 2.2, 1.4.3 and 1.4.11)
 */
export function readableOn(color: string, background: string, ratio = 4.5): string {
  const away = legibleOn(background) === LIGHT_INK ? '#ffffff' : '#000000';
  let share = 0;
  let shown = color;
  while (contrast(shown, background) < ratio && share < 1) {
    share += STEP;
    shown = mix(away, color, Math.min(share, 1));
  }
  return shown;
}
