/** Second halves before which French and English keep the hyphen. */
const KEPT_BEFORE =
  /^(?:ci|là|il|ils|elle|elles|on|je|tu|nous|vous|moi|toi|lui|leur|même|mêmes|être|ce|en|y|la|le|les|t|of|in|to|up|the|based|like|free|wide|level|term)\b/iu;
/** First halves that are words of their own. */
const KEPT_AFTER =
  /^(?:high|low|well|self|long|short|large|small|full|half|open|fine|end|non|demi|mi|semi|ex|sous|après|avant|contre|vice|porte)$/iu;
const WORD_END = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*$/u;
const WORD_START = /^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/u;
/** Scripts that put no space between words, so none between lines either. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Whether a word stands anywhere in the document; asked only for words broken at a line's end. */
export type Vocabulary = (word: string) => boolean;

/** Words of a text in lower case, hyphenated ones also as a whole; gathered when first asked. */
export function createVocabulary(texts: () => Iterable<string>): Vocabulary {
  let words: Set<string> | null = null;
  return word => {
    if (words === null) {
      words = new Set();
      for (const text of texts()) {
        for (const match of text.toLowerCase().matchAll(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*(?!-?$)/gu))
          words.add(match[0]);
      }
    }
    return words.has(word.toLowerCase());
  };
}

/** Joins a line to the text before it, mending a word broken at the line's end. */
export function joinLine(before: string, line: string, knows: Vocabulary): string {
  if (before === '') return line;
  if (before.endsWith('\u00ad')) return before.slice(0, -1) + line;
  if (/\p{L}[-\u2010]$/u.test(before) && /^\p{L}/u.test(line)) {
    const head = WORD_END.exec(before.slice(0, -1))?.[0] ?? '';
    const tail = WORD_START.exec(line)?.[0] ?? '';
    const isPlain = knows(head + tail);
    const isHyphenated =
      knows(`${head}-${tail}`) ||
      head.includes('-') ||
      KEPT_AFTER.test(head) ||
      KEPT_BEFORE.test(tail) ||
      /^\p{Lu}/u.test(tail);
    return !isPlain && isHyphenated ? before.slice(0, -1) + `-${line}` : before.slice(0, -1) + line;
  }
  const last = before.slice(-1);
  const first = line.charAt(0);
  return DENSE.test(last) && DENSE.test(first) ? before + line : `${before} ${line}`;
}
