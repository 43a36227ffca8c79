/** An address as `URL` reads it. */
type Address = { origin: string; pathname: string; search: string };

/** Stands for anything within a part of a path, or for anything at all. */
type Token = string | 'within' | 'anything';

const WITHIN = 'within';
const ANYTHING = 'anything';

function tokensOf(pattern: string): Token[] {
  return [...pattern.matchAll(/\*\*+|\*|[^*]/gsu)].map(([found]) =>
    found === '*' ? WITHIN : found.startsWith('**') ? ANYTHING : found,
  );
}

/** As a person reads and writes it: `/été`, not `/%C3%A9t%C3%A9`. */
function readable(text: string): string {
  try {
    return decodeURI(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/**
 * Whether the tokens cover a text from its beginning to its end or to the end of a part of it. All ways to read the
 * stars are followed at once, so that no pattern takes longer than its length times that of the text.
 */
function covers(tokens: readonly Token[], text: string): boolean {
  let at = new Set([0]);
  for (const [index, character] of [...text, null].entries()) {
    for (const place of at) if (tokens[place] === WITHIN || tokens[place] === ANYTHING) at.add(place + 1);
    const isEndOfPart = character === null || character === '/' || text[index - 1] === '/';
    if (isEndOfPart && at.has(tokens.length)) return true;
    if (character === null) return false;
    const next = new Set<number>();
    for (const place of at) {
      const token = tokens[place];
      if (token === ANYTHING || (token === WITHIN && character !== '/')) next.add(place);
      else if (token === character) next.add(place + 1);
    }
    if (next.size === 0) return false;
    at = next;
  }
  return false;
}

/**
 * Says of addresses whether one of the patterns fits. `*` stands for anything within a part of the path, `**` for
 * anything; no other letter has a meaning. What fits a path fits all below it. A pattern that begins with `/` is read from
 * the root, one with a scheme over the whole address, any other one from the beginning of any part; one with a `?`
 * is compared with the query too.
 */
export function addressMatcher(patterns: readonly string[]): (address: Address) => boolean {
  const readers = patterns.map(written => {
    const pattern = readable(written.trim());
    const isWhole = /^https?:\/\//u.test(pattern);
    const isFromRoot = isWhole || pattern.startsWith('/');
    const bare = pattern.endsWith('/**') ? pattern.slice(0, -3) : pattern;
    const tokens = tokensOf(isFromRoot ? bare : `**/${bare}`);
    const hasQuery = pattern.includes('?');
    return (address: Address): boolean =>
      covers(
        tokens,
        readable(`${isWhole ? address.origin : ''}${address.pathname}${hasQuery ? address.search : ''}`),
      );
  });
  return address => readers.some(fits => fits(address));
}
