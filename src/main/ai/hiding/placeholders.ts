import type { Language } from '#shared/contract/vocabulary.ts';
import { personalKinds, personalValuesIn } from './personal-values.ts';

/** `WORDS`: a text that looks like a placeholder already. */
const kinds = [...personalKinds, 'WORDS'] as const;
type Kind = (typeof kinds)[number];

const MARK = 'HIDDEN';
/** What models put between the words of a placeholder: spaces, marks of bold, a backslash. */
const BETWEEN = String.raw`[\s_*\\-]{0,4}`;
const OPENING = String.raw`[<\[{]{0,2}`;
const CLOSING = String.raw`[>\]}]{0,2}`;
const PLACEHOLDER = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(${OPENING})${MARK}${BETWEEN}(${kinds.join('|')})${BETWEEN}(\d{1,4})(?!\d)(${CLOSING})`,
  'giu',
);
/** The longest that one of a model's can be, and more. */
const LONGEST = 48;
const IN_SIGNS = /[\s_*\\<[{-]/gu;
const COMPLETE = new RegExp(String.raw`^${MARK}(?:${kinds.join('|')})\d{0,4}[>\]}]?$`, 'u');

/** What is shown for one that stands for nothing. */
const unknown: Record<Language, Record<Kind, string>> = {
  fr: {
    EMAIL: '(adresse électronique non donnée)',
    PHONE: '(numéro de téléphone non donné)',
    CARD: '(numéro de carte non donné)',
    IBAN: '(IBAN non donné)',
    SSN: '(numéro de sécurité sociale non donné)',
    ADDRESS: '(adresse non donnée)',
    WORDS: '(mots non donnés)',
  },
  en: {
    EMAIL: '(e-mail address not given)',
    PHONE: '(phone number not given)',
    CARD: '(card number not given)',
    IBAN: '(IBAN not given)',
    SSN: '(social security number not given)',
    ADDRESS: '(address not given)',
    WORDS: '(words not given)',
  },
};

export type Placeholders = ReturnType<typeof createPlaceholders>;

/** Stands placeholders in for personal values, the same for the same value, and values for placeholders. */
export function createPlaceholders(language: Language) {
  const byValue = new Map<string, string>();
  const byPlaceholder = new Map<string, string>();
  const counts = new Map<Kind, number>();

  function placeholderFor(kind: Kind, value: string): string {
    const known = byValue.get(value);
    if (known !== undefined) return known;
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    const placeholder = `${MARK}_${kind}_${number}`;
    byValue.set(value, placeholder);
    byPlaceholder.set(placeholder, value);
    return placeholder;
  }

  return {
    /** @param onHidden told of each placeholder that stands in the text */
    hide(text: string, onHidden: (placeholder: string) => void): string {
      const looksLikeOne = [...text.matchAll(PLACEHOLDER)].map(({ 0: value, index }) => ({
        kind: 'WORDS' as const,
        start: index,
        end: index + value.length,
      }));
      const values = [
        ...looksLikeOne,
        ...personalValuesIn(text).filter(({ start, end }) =>
          looksLikeOne.every(other => end <= other.start || start >= other.end),
        ),
      ].toSorted((one, other) => one.start - other.start);
      let hidden = '';
      let at = 0;
      for (const { kind, start, end } of values) {
        const placeholder = placeholderFor(kind, text.slice(start, end));
        onHidden(placeholder);
        hidden += text.slice(at, start) + placeholder;
        at = end;
      }
      return hidden + text.slice(at);
    },

    /** Of a whole text. */
    restore(text: string): string {
      return text.replaceAll(
        PLACEHOLDER,
        (whole, opening: string, kind: string, number: string, closing: string, at: number) => {
          const known = kinds.find(one => one === kind.toUpperCase()) ?? 'WORDS';
          const value = byPlaceholder.get(`${MARK}_${known}_${number}`) ?? unknown[language][known];
          const isLink = text[at + whole.length] === '(';
          // What encloses it on one side only belongs to something else, and so do the words of a link.
          return opening.length === closing.length && !isLink ? value : `${opening}${value}${closing}`;
        },
      );
    },
  };
}

/** Restores a text that comes in pieces: what may be the beginning of a placeholder waits for the rest. */
export function createRestoring({ restore }: Pick<Placeholders, 'restore'>) {
  let waiting = '';
  return {
    push(piece: string): string {
      waiting += piece;
      const from = beginningOfOne(waiting);
      const ready = restore(waiting.slice(0, from));
      waiting = waiting.slice(from);
      return ready;
    },
    /** What waited, at the end of the text. */
    end(): string {
      const rest = restore(waiting);
      waiting = '';
      return rest;
    },
  };
}

/** Where the end of a text may be the beginning of a placeholder; its length where it is none. */
function beginningOfOne(text: string): number {
  for (let at = Math.max(0, text.length - LONGEST); at < text.length; at += 1) {
    if (!/[h<[{]/iu.test(text[at] ?? '') || /[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) continue;
    const tail = text.slice(at);
    const signs = tail.replaceAll(IN_SIGNS, '').toUpperCase();
    const isBeginning = kinds.some(kind => `${MARK}${kind}`.startsWith(signs));
    if (signs === '' ? tail.length <= 3 : isBeginning || COMPLETE.test(signs)) return at;
  }
  return text.length;
}
