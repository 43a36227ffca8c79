import { elementsOf } from '../word/xml.ts';
import type { XmlElement } from '../word/xml.ts';
import type { Place } from '../slides/reading-order.ts';
import { isShape } from './inline.ts';

/** Millimetres of the units that lengths are written in. */
const MILLIMETRES: Record<string, number> = {
  mm: 1,
  cm: 10,
  in: 25.4,
  pt: 25.4 / 72,
  pc: 25.4 / 6,
  px: 25.4 / 96,
};
const LENGTH = /^(-?[\d.]+)([a-z]+)$/u;
const MOVED = /translate\s*\(\s*(-?[\d.]+[a-z]+)[\s,]+(-?[\d.]+[a-z]+)/u;

function length(written: string | undefined): number | null {
  const [, value, unit] = LENGTH.exec(written ?? '') ?? [];
  const factor = unit === undefined ? undefined : MILLIMETRES[unit];
  return factor === undefined ? null : Number(value) * factor;
}

/** Where a shape stands on its slide; a group, where the first of its shapes does. */
export function placeOf(shape: XmlElement): Place | null {
  const { attributes } = shape;
  const [, movedLeft, movedTop] = MOVED.exec(attributes['draw:transform'] ?? '') ?? [];
  const left = length(attributes['svg:x'] ?? attributes['svg:x1'] ?? movedLeft);
  const top = length(attributes['svg:y'] ?? attributes['svg:y1'] ?? movedTop);
  if (left !== null && top !== null)
    return {
      left,
      top,
      width: length(attributes['svg:width']) ?? 0,
      height: length(attributes['svg:height']) ?? 0,
    };
  const inner = elementsOf(shape)
    .filter(isShape)
    .flatMap(part => placeOf(part) ?? []);
  const [first] = inner.toSorted((one, two) => one.top - two.top);
  return first ?? null;
}
