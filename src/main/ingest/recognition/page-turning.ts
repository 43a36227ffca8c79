import type { Box } from '../placed-words.ts';
import { frameOf } from './gray-image.ts';

/** How a page was turned before it was recognised: by quarters, then by degrees, clockwise, in a larger frame. */
export type PageTurning = { turns: number; degrees: number };

type Size = { width: number; height: number };
type Corners = { x0: number; y0: number; x1: number; y1: number };

function quarterTurned({ width, height }: Size, turns: number): Size {
  return turns % 2 === 1 ? { width: height, height: width } : { width, height };
}

/** Where a point of the turned page was before. */
function before(
  x: number,
  y: number,
  shown: Size,
  { turns, degrees }: PageTurning,
): { x: number; y: number } {
  const upright = quarterTurned(shown, turns);
  const frame = degrees === 0 ? upright : frameOf(upright, degrees);
  const sine = Math.sin((degrees * Math.PI) / 180);
  const cosine = Math.cos((degrees * Math.PI) / 180);
  const dx = x - frame.width / 2;
  const dy = y - frame.height / 2;
  const straightX = upright.width / 2 + dx * cosine + dy * sine;
  const straightY = upright.height / 2 - dx * sine + dy * cosine;
  if (turns === 1) return { x: straightY, y: shown.height - straightX };
  if (turns === 2) return { x: shown.width - straightX, y: shown.height - straightY };
  if (turns === 3) return { x: shown.width - straightY, y: straightX };
  return { x: straightX, y: straightY };
}

const share = (value: number, whole: number): number => Math.min(1, Math.max(0, value / whole));

/** The place, on the page as it is shown, of a box that was found on the turned page. @param shown its size in pixels */
export function placeOnPage({ x0, y0, x1, y1 }: Corners, shown: Size, turning: PageTurning): Box {
  const corners = [
    before(x0, y0, shown, turning),
    before(x1, y0, shown, turning),
    before(x0, y1, shown, turning),
    before(x1, y1, shown, turning),
  ];
  const left = share(Math.min(...corners.map(({ x }) => x)), shown.width);
  const right = share(Math.max(...corners.map(({ x }) => x)), shown.width);
  const top = share(Math.min(...corners.map(({ y }) => y)), shown.height);
  const bottom = share(Math.max(...corners.map(({ y }) => y)), shown.height);
  return { left, top, width: right - left, height: bottom - top };
}
