import { postalAddresses } from './postal-addresses.ts';

/** What can be told from its form, or from a check that it carries. */
export const personalKinds = ['EMAIL', 'PHONE', 'CARD', 'IBAN', 'SSN', 'ADDRESS'] as const;
export type PersonalKind = (typeof personalKinds)[number];

export type PersonalValue = { kind: PersonalKind; start: number; end: number };

const SPACE = '[ \\u00a0\\u202f]';
const EMAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}](?:[\p{L}\p{N}._%+'’-]*[\p{L}\p{N}_+-])?@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}/gu;
const IBAN = new RegExp(`(?<![\\p{L}\\p{N}])[A-Za-z]{2}\\d{2}(?:${SPACE}?[A-Za-z0-9]){11,30}`, 'gu');
/** Groups of figures, spaces or hyphens between them. */
const FIGURES = /(?<![\p{L}\p{N}.,/-])\d(?:[ \u00a0\u202f-]?\d){14,}(?![.,]\d)/gu;
const CARD_LENGTHS = [19, 16, 15];
const SSN = new RegExp(
  `(?<![\\p{L}\\p{N}.,/-])[12]${SPACE}?\\d{2}${SPACE}?\\d{2}${SPACE}?(?:\\d{2}|2[ABab])${SPACE}?\\d{3}${SPACE}?\\d{3}${SPACE}?\\d{2}(?![\\p{L}\\p{N}])`,
  'gu',
);

/** Five pairs, as they are written in France, after 0 or the country's number. */
const FRENCH_PHONE =
  /(?<![\p{L}\p{N}+/_-])(?<![\d][ .\u00a0\u202f-])(?:(?:\+|00)33[ .\u00a0\u202f-]?(?:\(0\)[ \u00a0\u202f]?)?|0)[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}(?![ .\u00a0\u202f-]?\d)(?![\p{L}_])/gu;
const INTERNATIONAL_PHONE =
  /(?<![\p{L}\p{N}+])(?:\+|00)[1-9]\d{0,2}(?:[ .\u00a0\u202f-]?\(\d{1,4}\))?(?:[ .\u00a0\u202f-]?\d){6,12}(?!\d)/gu;
/** Written without the country, in Britain (`020 7946 0958`, `07700 900123`) and North America (`(555) 123-4567`). */
const NATIONAL_PHONE =
  /(?<![\p{L}\p{N}+/_.-])(?<!\d )(?:0\d{2} \d{4} \d{4}|0\d{4} \d{6}|0\d{3} \d{3} \d{4}|\(\d{3}\) ?\d{3}[-. ]\d{4}|\d{3}-\d{3}-\d{4})(?![\d\p{L}/_-])(?! \d)/gu;

/** Digits in a row after one of these are no phone: they number something. */
const NUMBERED =
  /(?:factures?|commandes?|dossiers?|devis|contrats?|références?|réf\.?|n[°ºo]\.?|numéros?|article|siren|siret|invoices?|orders?|contracts?|ref\.?|number|#)[\s\u00a0:.n°ºo-]*$/iu;
const CALLED = /(?:t[ée]l|phone|mobile|portable|fax|appel|joindre|call|sms|whatsapp)[^\n]{0,20}$/iu;
/** What a growth or an amount is followed by. */
const AMOUNT = /^[ \u00a0\u202f]?(?:€|\$|£|%|k€|euros?|dollars?|habitants|people|tonnes?|kg|km|m²)/iu;
const THOUSANDS = /^\+\d{1,3}(?:[ \u00a0\u202f]\d{3})+$/u;
const LEAST_DIGITS_OF_THOUSANDS = 10;
/** The shortest numbers with a country. */
const LEAST_DIGITS = 8;

/** The values of a text that say who somebody is or where to find or charge them, in their order, none within another. */
export function personalValuesIn(text: string): PersonalValue[] {
  const found = [
    ...ibansIn(text),
    ...cardsIn(text),
    ...matching(text, SSN, 'SSN', isSocialSecurity),
    ...matching(text, EMAIL, 'EMAIL', () => true),
    ...postalAddresses(text).map(place => ({ kind: 'ADDRESS' as const, ...place })),
    ...matching(text, FRENCH_PHONE, 'PHONE', isCalled),
    ...matching(text, INTERNATIONAL_PHONE, 'PHONE', isInternational),
    ...matching(text, NATIONAL_PHONE, 'PHONE', isCalled),
  ];
  const kept: PersonalValue[] = [];
  for (const value of found) {
    const before = endBefore(kept, value);
    const isWhole = before === value.end;
    const isFree = kept.every(other => before <= other.start || value.start >= other.end);
    // A phone that ran into the figures of another value ends where that one begins.
    const isPhone =
      value.kind === 'PHONE' && digitsOf(text.slice(value.start, before)).length >= LEAST_DIGITS;
    if (isFree && (isWhole || isPhone)) kept.push({ ...value, end: before });
  }
  return kept.toSorted((one, other) => one.start - other.start);
}

function endBefore(kept: readonly PersonalValue[], { start, end }: PersonalValue): number {
  return Math.min(end, ...kept.flatMap(other => (other.start > start ? [other.start] : [])));
}

function digitsOf(text: string): string {
  return text.replaceAll(/\D/gu, '');
}

/** Cards among figures, which may stand beside others. */
function cardsIn(text: string): PersonalValue[] {
  return [...text.matchAll(FIGURES)].flatMap(({ 0: figures, index }) => {
    const places = [...figures.matchAll(/\d/gu)].map(({ index: at }) => at);
    const begins = places.filter(at => at === 0 || !/\d/u.test(figures[at - 1] ?? ''));
    return begins.flatMap(at => {
      const from = places.indexOf(at);
      const ends = CARD_LENGTHS.flatMap(length => places[from + length - 1] ?? []).map(last => last + 1);
      const end = ends.find(one => !/\d/u.test(figures[one] ?? '') && isCard(figures.slice(at, one)));
      return end === undefined ? [] : [{ kind: 'CARD' as const, start: index + at, end: index + end }];
    });
  });
}

function matching(
  text: string,
  pattern: RegExp,
  kind: PersonalKind,
  holds: (value: string, before: string, after: string) => boolean,
): PersonalValue[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: value, index }) => {
    const end = index + value.length;
    const near = text.slice(Math.max(0, index - 40), index);
    return holds(value, near, text.slice(end, end + 12)) ? [{ kind, start: index, end }] : [];
  });
}

/** The longest beginning of what looks like one whose check holds: words may follow it. */
function ibansIn(text: string): PersonalValue[] {
  return [...text.matchAll(IBAN)].flatMap(({ 0: value, index }) => {
    for (let length = value.length; length >= 15; length -= 1) {
      const next = text[index + length] ?? '';
      if (/[\p{L}\p{N}]/u.test(next) || /\s$/u.test(value.slice(0, length))) continue;
      if (isIban(value.slice(0, length)))
        return [{ kind: 'IBAN' as const, start: index, end: index + length }];
    }
    return [];
  });
}

/** ISO 13616: the number that it spells, its first four characters last, leaves 1 when divided by 97. */
function isIban(value: string): boolean {
  const plain = value.replaceAll(/\s/gu, '').toUpperCase();
  if (plain.length < 15 || plain.length > 34) return false;
  const digits = [...plain.slice(4), ...plain.slice(0, 4)].map(sign => Number.parseInt(sign, 36)).join('');
  return remainder(digits) === 1;
}

/** Visa, Mastercard, American Express and Discover, by their first digits, with Luhn's check. */
function isCard(value: string): boolean {
  const digits = digitsOf(value);
  const isKnown =
    /^(?:4\d{15}(?:\d{3})?|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d{2}|7[01]\d|720)\d{12}|3[47]\d{13}|6(?:011|5\d{2})\d{12})$/u;
  if (!isKnown.test(digits)) return false;
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** The French number: its two last digits complete the others to a multiple of 97; Corsica counts as 19 and 18. */
function isSocialSecurity(value: string): boolean {
  const plain = value.replaceAll(/\s/gu, '').toUpperCase().replace('2A', '19').replace('2B', '18');
  return /^\d{15}$/u.test(plain) && 97 - remainder(plain.slice(0, 13)) === Number(plain.slice(13));
}

function remainder(digits: string): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest;
}

function isCalled(_value: string, before: string): boolean {
  return CALLED.test(before) || !NUMBERED.test(before);
}

function isInternational(value: string, before: string, after: string): boolean {
  if (CALLED.test(before)) return true;
  const digits = digitsOf(value).length;
  if (AMOUNT.test(after) || (THOUSANDS.test(value) && digits < LEAST_DIGITS_OF_THOUSANDS)) return false;
  // Without a plus, figures in a row are a number of anything.
  if (value.startsWith('00') && (NUMBERED.test(before) || /^\d+$/u.test(value))) return false;
  return digits >= LEAST_DIGITS && digits <= 17;
}
