/** How an address is kept and compared: nobody tells two apart by their capitals. */
export function emailKey(typed: string): string {
  return typed.trim().toLowerCase();
}

/** A number as it is kept: as it was typed, with plain spaces. */
export function tidyPhone(typed: string): string {
  return typed.replaceAll(/\s+/gu, ' ').trim();
}

const SHORTEST_NATIONAL = 8; // digits after the leading zero: fewer are no whole number anywhere
const LONGEST_COUNTRY_CODE = 3;

/** The last digits that two writings of one number share, to look it up by. */
export const PHONE_TAIL = 6;

/** Digits of a number, with `+` before those that begin with a country code. */
export function phoneKey(typed: string): string {
  const plain = typed.replace(/\(0\)/u, '').replaceAll(/[^\d+]/gu, '');
  const digits = plain.replaceAll('+', '');
  if (plain.startsWith('+')) return `+${digits}`;
  return digits.startsWith('00') ? `+${digits.slice(2)}` : digits;
}

/** Whether two writings are one number: `06 12 34 56 78` is `+33 6 12 34 56 78`, and `0033612345678`. */
export function samePhone(one: string, other: string): boolean {
  const [a, b] = [phoneKey(one), phoneKey(other)];
  if (a === b) return a.length > PHONE_TAIL;
  if (a.startsWith('+') === b.startsWith('+')) return false;
  const [international, national] = a.startsWith('+') ? [a.slice(1), b] : [b.slice(1), a];
  if (!/^0[1-9]/u.test(national)) return false;
  const rest = national.slice(1);
  const codeLength = international.length - rest.length;
  return (
    rest.length >= SHORTEST_NATIONAL &&
    codeLength >= 1 &&
    codeLength <= LONGEST_COUNTRY_CODE &&
    international.endsWith(rest)
  );
}
