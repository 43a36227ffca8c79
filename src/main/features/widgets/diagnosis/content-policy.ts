/** One policy of a page: its directives, in lower case, each with its sources as written. */
export type Policy = ReadonlyMap<string, readonly string[]>;

/** Something the widget loads on the page that shows it. */
export type Need = {
  kind: 'script' | 'connect' | 'frame';
  url: URL;
  /** Of the tag that loads it. */
  nonce?: string | null;
  integrity?: string | null;
};

/** Which directive decides, in this order (CSP level 3, 6.8.3); the first is the one to change. */
const DECIDING: Record<Need['kind'], readonly string[]> = {
  script: ['script-src-elem', 'script-src', 'default-src'],
  connect: ['connect-src', 'default-src'],
  frame: ['frame-src', 'child-src', 'default-src'],
};

/** Every policy of a header or a `meta` tag: several are written with commas, and all of them hold. */
export function parsePolicies(text: string): Policy[] {
  return text.split(',').flatMap(one => {
    const policy = new Map<string, readonly string[]>();
    for (const part of one.split(';')) {
      const [name, ...sources] = part.trim().split(/\s+/);
      if (name === undefined || name === '' || policy.has(name.toLowerCase())) continue; // the first counts
      policy.set(name.toLowerCase(), sources);
    }
    return policy.size === 0 ? [] : [policy];
  });
}

/**
 * The directive that refuses what the widget needs, or null when the policy admits it.
 *
 * @param page origin of the page
 */
export function refusingDirective(policy: Policy, need: Need, page: URL): string | null {
  const name = DECIDING[need.kind].find(directive => policy.has(directive));
  if (name === undefined) return null;
  const sources = policy.get(name) ?? [];
  if (need.kind === 'script') {
    if (hasNonce(sources, need.nonce) || hasHashes(sources, need.integrity)) return null;
    // Only what carries a nonce or a hash, whatever addresses are listed beside.
    if (has(sources, "'strict-dynamic'")) return name;
  }
  return sources.some(source => matches(source, need.url, page)) ? null : name;
}

/** Whether scripts of the page are admitted by nonce or hash alone. */
export function isByNonce(policy: Policy): boolean {
  const name = DECIDING.script.find(directive => policy.has(directive));
  return name !== undefined && has(policy.get(name) ?? [], "'strict-dynamic'");
}

/** Whether the page refuses the loader's own Trusted Types policy. */
export function refusesTrustedTypes(policy: Policy, ownName: string): boolean {
  if (!has(policy.get('require-trusted-types-for') ?? [], "'script'")) return false;
  const names = policy.get('trusted-types');
  return names !== undefined && !names.includes('*') && !names.includes(ownName);
}

function has(sources: readonly string[], keyword: string): boolean {
  return sources.some(source => source.toLowerCase() === keyword);
}

function hasNonce(sources: readonly string[], nonce: string | null | undefined): boolean {
  return nonce !== null && nonce !== undefined && nonce !== '' && sources.includes(`'nonce-${nonce}'`);
}

/** External scripts are admitted by hash when every hash of their tag is listed. */
function hasHashes(sources: readonly string[], integrity: string | null | undefined): boolean {
  const hashes = integrity?.trim().split(/\s+/).filter(Boolean) ?? [];
  return hashes.length > 0 && hashes.every(hash => sources.includes(`'${hash}'`));
}

/** CSP level 3, 6.7.2.6 and following, for addresses in http and https. */
function matches(source: string, url: URL, page: URL): boolean {
  const lower = source.toLowerCase();
  if (lower === '*') return true;
  if (lower === "'self'") return url.host === page.host && isSchemeWithin(page.protocol, url.protocol);
  if (lower.startsWith("'")) return false;
  if (/^[a-z][a-z0-9+.-]*:$/.test(lower)) return isSchemeWithin(lower, url.protocol);
  const parts = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/:]+|\[[^\]]+\])(?::(\*|\d+))?(\/.*)?$/i.exec(source);
  if (parts === null) return false;
  const [, scheme, host = '', port, path] = parts;
  if (!isSchemeWithin(scheme === undefined ? page.protocol : `${scheme.toLowerCase()}:`, url.protocol))
    return false;
  return (
    isHostWithin(host.toLowerCase(), url.hostname) &&
    isPortWithin(port, url) &&
    isPathWithin(path, url.pathname)
  );
}

function isSchemeWithin(wanted: string, actual: string): boolean {
  return wanted === actual || (wanted === 'http:' && actual === 'https:');
}

function isHostWithin(wanted: string, actual: string): boolean {
  if (wanted === '*') return true;
  return wanted.startsWith('*.') ? actual.endsWith(wanted.slice(1)) : wanted === actual;
}

function isPortWithin(wanted: string | undefined, { port, protocol }: URL): boolean {
  if (wanted === '*') return true;
  const actual = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  if (wanted === undefined) return port === '';
  return wanted === actual || (wanted === '80' && actual === '443');
}

function isPathWithin(wanted: string | undefined, actual: string): boolean {
  if (wanted === undefined || wanted === '/') return true;
  return wanted.endsWith('/') ? actual.startsWith(wanted) : actual === wanted;
}
