/** An answer as it is read aloud or copied: words without the marks of Markdown and the numbers of sources. */
export function plainWords(content: string): string {
  return content
    .replace(/\[\^?\d[\d,;^ ]*\]/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^ {0,3}(?:#{1,6}|>)[ \t]+/gm, '')
    .replace(/^(\s*)[*+-][ \t]+/gm, '$1• ')
    .replace(/(\*\*|__|~~|`)/g, '')
    .replace(/(^|\s)[*_](\S[^*_\n]*?)[*_](?=\W|$)/g, '$1$2')
    .replace(/[ \t]+([.,])/g, '$1')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
}

const SENTENCE_END = /[.!?…:;](?:["»”’)]|\s»)*(?=\s|$)|\n+/g;

/**
 * The whole sentences of a text after the first `said` characters, and how far they reach.
 * @param ended true when nothing comes any more: the rest is a sentence too
 */
export function sentencesAfter(
  text: string,
  said: number,
  ended: boolean,
): { sentences: string[]; upTo: number } {
  const rest = text.slice(said);
  const sentences: string[] = [];
  let from = 0;
  for (const match of rest.matchAll(SENTENCE_END)) {
    const end = match.index + match[0].length;
    // While it streams, a full stop at the very end may be the beginning of a number or an abbreviation.
    if (!ended && end === rest.length) break;
    sentences.push(rest.slice(from, end));
    from = end;
  }
  if (ended && from < rest.length) {
    sentences.push(rest.slice(from));
    from = rest.length;
  }
  const words = sentences.map(plainWords).filter(sentence => /[\p{L}\p{N}]/u.test(sentence));
  return { sentences: words, upTo: said + from };
}
