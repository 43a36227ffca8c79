/**
 * Replaces every stretch from a match of `opening` to the closing text that belongs to it. Takes linear time on
 * any input, unlike a lazy expression: a stretch that is never closed ends the search for its kind.
 *
 * @param opening a global expression
 */
export function replaceEnclosed(
  text: string,
  opening: RegExp,
  closingOf: (opened: string) => string,
  replacement: (enclosed: string) => string,
): string {
  const parts: string[] = [];
  const unclosed = new Set<string>();
  let done = 0;
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const closing = closingOf(match[0]);
    if (unclosed.has(closing)) continue;
    const at = text.indexOf(closing, match.index + match[0].length);
    if (at === -1) {
      unclosed.add(closing);
      continue;
    }
    const end = at + closing.length;
    parts.push(text.slice(done, match.index), replacement(text.slice(match.index, end)));
    done = end;
    opening.lastIndex = end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}
