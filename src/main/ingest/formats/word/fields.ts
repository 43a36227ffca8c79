import { child, elementsOf, isOn, numberOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

const PAGE_FIELD = /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b/iu;
const CHECKED = '☒';
const UNCHECKED = '☐';

/** `begin` is null for a field written as one element. */
type Field = { isCode: boolean; code: string; begin: XmlElement | null };

/** Follows fields through a text: a code, which is not shown, then a result, which is; one inside another. */
export type Fields = {
  /** Takes a `w:fldChar`; what is shown where the field ends without a result. */
  take(mark: XmlElement): string;
  addCode(code: string): void;
  /** Where a paragraph ends a code has ended too, or the rest of a broken document would be taken for it. */
  endParagraph(): void;
  isShown(): boolean;
  isPageNumber(): boolean;
  /** What `read` returns, read as the result of a field with this code. */
  within<T>(code: string, read: () => T): T;
};

/** What a field of an old form shows by itself: whether it is ticked, or which entry is chosen. */
function formValue(begin: XmlElement | null): string {
  const data = child(begin ?? undefined, 'w:ffData');
  const box = child(data, 'w:checkBox');
  if (box !== undefined) return (isOn(box, 'w:checked') ?? isOn(box, 'w:default')) ? CHECKED : UNCHECKED;
  const list = child(data, 'w:ddList');
  if (list === undefined) return '';
  const entries = elementsOf(list).filter(({ name }) => name === 'w:listEntry');
  const chosen = numberOf(list, 'w:result') ?? numberOf(list, 'w:default') ?? 0;
  return entries[chosen]?.attributes['w:val'] ?? '';
}

export function followFields(): Fields {
  let open: Field[] = [];
  return {
    take(mark) {
      const type = mark.attributes['w:fldCharType'];
      const field = open.at(-1);
      if (type === 'begin') open.push({ isCode: true, code: '', begin: mark });
      else if (type === 'separate' && field !== undefined) field.isCode = false;
      else if (type === 'end' && field !== undefined) {
        open.pop();
        return field.isCode ? formValue(field.begin) : '';
      }
      return '';
    },
    addCode(code) {
      const field = open.at(-1);
      if (field?.isCode === true) field.code += code;
    },
    endParagraph() {
      open = open.filter(field => !field.isCode);
    },
    isShown: () => open.every(field => !field.isCode),
    isPageNumber: () => open.some(field => PAGE_FIELD.test(field.code)),
    within(code, read) {
      open.push({ isCode: false, code, begin: null });
      const result = read();
      open.pop();
      return result;
    },
  };
}
