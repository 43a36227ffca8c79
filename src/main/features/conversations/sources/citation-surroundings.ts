/** How much text before a bracket is compared with the passages: a word or two. */
const COMPARED_CHARACTERS = 12;
const REMEMBERED_CHARACTERS = 80;
/** Names that programs give to lists. */
const LIST_NAME = /(?<![\p{L}\p{N}_])(?:array|arr|argv?|args|vector|matrix)$/iu;
/** Names that only programs write: `user_ids`, `$rows`, `unitPrice`. */
const CODE_NAME = /(?<![\p{L}\p{N}_])(?:\p{L}+_\p{L}[\p{L}\p{N}]*|\$\p{L}+|\p{Ll}{2,}\p{Lu}\p{Ll}+)$/u;

/** What stands at the end of a text that streams: enough to tell a bracket of the text itself from a citation. */
export function createSurroundings(passages: readonly { text: string }[]) {
  let tail = '';
  let quoted = false;
  let straight = false;
  let squeezed: string[] | null = null;
  const isHeld = (words: string) =>
    (squeezed ??= passages.map(({ text }) => squeeze(text))).some(text => text.includes(words));

  return {
    /** Text that was emitted. */
    see(text: string): void {
      for (const [character] of text.matchAll(/[«»“”"\n]/g)) {
        if (character === '«' || character === '“') quoted = true;
        else if (character === '»' || character === '”') quoted = false;
        else straight = character === '"' && !straight; // none goes over a line
      }
      tail = (tail + text).slice(-REMEMBERED_CHARACTERS);
    },
    atLineStart: () => tail === '' || /\n {0,3}$/.test(tail) || /^ {0,3}$/.test(tail),
    /**
     * Whether a bracket with numbers belongs to the text: code, or a note of the words quoted, or a number that the
     * source itself has in brackets.
     * @param space what stands between the text and the bracket
     * @param known whether one of its numbers is that of a passage
     */
    isLiteral(space: string, bracket: string, known: boolean): boolean {
      if (bracket.startsWith('(')) return false;
      if (space === '' && (LIST_NAME.test(tail) || CODE_NAME.test(tail))) return true;
      const written = squeeze(bracket);
      if (!known) return isHeld(written);
      const before = squeeze(tail).slice(-COMPARED_CHARACTERS);
      return (quoted || straight) && before !== '' && isHeld(before + written);
    },
  };
}

/** Letters, digits and brackets, in lower case. */
function squeeze(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}[\]]+/gu, '');
}
