import { attribute, childrenOf, isElement } from './html-tree.ts';
import type { HtmlElement } from './html-tree.ts';
import { MAX_ROMAN, roman } from './roman.ts';

const LETTERS = 26;

function letters(number: number): string {
  let text = '';
  for (let left = number; left > 0; left = Math.floor((left - 1) / LETTERS)) {
    text = String.fromCharCode(0x61 + ((left - 1) % LETTERS)) + text;
  }
  return text;
}

/** A number as a list of this `type` shows it (HTML, 4.4.5). */
function shownNumber(number: number, type: string | null): string {
  if (number < 1 || number > MAX_ROMAN) return String(number);
  if (type === 'a') return letters(number);
  if (type === 'A') return letters(number).toUpperCase();
  if (type === 'i') return roman(number);
  if (type === 'I') return roman(number).toUpperCase();
  return String(number);
}

function integer(element: HtmlElement, name: string): number | null {
  const value = Number.parseInt(attribute(element, name) ?? '', 10);
  return Number.isSafeInteger(value) ? value : null;
}

/** Counts the items of a list as a browser does, and tells the mark of each: `-`, `7.`, `b.`, `IV.` */
export function listMarks(list: HtmlElement): (item: HtmlElement) => string {
  if (list.tagName !== 'ol') return () => '-';
  const isReversed = attribute(list, 'reversed') !== null;
  const type = attribute(list, 'type');
  const items = (): number =>
    childrenOf(list).filter(child => isElement(child) && child.tagName === 'li').length;
  let number = integer(list, 'start') ?? (isReversed ? items() : 1);
  return item => {
    const own = integer(item, 'value') ?? number;
    number = own + (isReversed ? -1 : 1);
    return `${shownNumber(own, attribute(item, 'type') ?? type)}.`;
  };
}
