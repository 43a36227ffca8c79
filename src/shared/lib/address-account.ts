/** `scheme://name@`, and `name:password@` without a scheme; an e-mail address is neither. */
const ACCOUNT = /^\s*(?:[a-z][a-z\d+.-]*:)?\/\/[^/?#\s]*@|^\s*[^\s/?#@:]+:[^\s/?#]*@[^\s@]/i;

/** Keys under which somebody may give the address of a server or a page, whatever goes around the word. */
const NAMES_ADDRESS = /url|uri|host|domain|origin|base|server|website|endpoint|proxy|proxies|address/i;

const DEEPEST = 20; // no route takes anything deeper

/** Whether an address carries a name or a password for what it leads to, which would be kept and shown with it. */
export function carriesAccount(address: string): boolean {
  return ACCOUNT.test(address);
}

/** Where in what was sent an address carries an account, as a dotted path; null when none does. */
export function accountIn(input: unknown, path: readonly string[] = []): string | null {
  if (typeof input === 'string') {
    const isAddress = path.some(name => NAMES_ADDRESS.test(name)) || /^\s*https?:\/\/\S+\s*$/i.test(input);
    return isAddress && carriesAccount(input) && !isProse(path) ? path.join('.') : null;
  }
  if (typeof input !== 'object' || input === null || path.length === DEEPEST) return null;
  for (const [name, value] of Object.entries(input)) {
    const found = accountIn(value, [...path, name]);
    if (found !== null) return found;
  }
  return null;
}

/** What people say, and secrets themselves: whatever it looks like, it is not opened. */
const PROSE = new Set(['message', 'question', 'content', 'password', 'apiKey', 'passphrase', 'q']);

function isProse(path: readonly string[]): boolean {
  return PROSE.has(path.at(-1) ?? '');
}
