/** Where a widget may be shown: one exact host, or every sub-domain of one. */
export type DomainRule = {
  /** As kept and shown: `example.org`, `*.example.org`, `intranet:8080`. */
  text: string;
  /** Lower case, names in ASCII (punycode). Of a wildcard: what stands after `*.`. */
  host: string;
  subdomains: boolean;
  /** Null: the usual one of http and https. */
  port: number | null;
};

type ParsedAddress = { protocol: string; hostname: string; port: string; origin: string };
/** The URL standard's own reading: every side has it, though the compiler of `shared` knows of none. */
const { URL: Address } = globalThis as unknown as { URL: new (text: string) => ParsedAddress };

const RULE_MAX_CHARACTERS = 255;
const LABEL_MAX_CHARACTERS = 63;
const WILDCARD_LABELS_MIN = 2; // `*.org` would be half the world

/**
 * Reads what a person typed. No regular expression: the text is theirs, and so would be the time it takes.
 *
 * @returns null for what is not a host, `*.` and a host, either with a port.
 */
export function parseDomainRule(typed: string): DomainRule | null {
  const value = typed.trim().toLowerCase();
  if (value === '' || value.length > RULE_MAX_CHARACTERS) return null;
  const subdomains = value.startsWith('*.');
  const rest = subdomains ? value.slice(2) : value;
  const colon = rest.indexOf(':');
  const name = colon < 0 ? rest : rest.slice(0, colon);
  const port = colon < 0 ? null : portOf(rest.slice(colon + 1));
  if (port === undefined) return null;
  const host = hostOf(name);
  if (host === null) return null;
  const labels = host.split('.');
  if (subdomains && (labels.length < WILDCARD_LABELS_MIN || isAllDigits(labels[labels.length - 1] ?? '')))
    return null;
  return {
    text: `${subdomains ? '*.' : ''}${host}${port === null ? '' : `:${port}`}`,
    host,
    subdomains,
    port,
  };
}

/** Why what was typed is no domain: nothing, two of them, a star in the wrong place, no address of a page, or no host. */
export type DomainProblem = 'empty' | 'several' | 'wildcard' | 'scheme' | 'host';

/**
 * Reads what a person typed or pasted: a domain, or the address of a page, of which the host and an unusual port stay.
 */
export function readDomain(typed: string): { rule: string } | { problem: DomainProblem } {
  const text = typed.trim();
  if (text === '') return { problem: 'empty' };
  if (/[\s,;]/.test(text)) return { problem: 'several' };
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return { problem: 'scheme' };
  const host = scheme === undefined ? text.replace(/^\/\//, '') : text.slice(scheme.length + 3);
  const bare = withoutUsualPort(host.replace(/[/?#].*$/, '').replace(/^.*@/, ''), scheme);
  const rule = parseDomainRule(bare);
  if (rule !== null) return { rule: rule.text };
  return { problem: bare.includes('*') ? 'wildcard' : 'host' };
}

/** `example.org:443` of a page in https is `example.org`. */
function withoutUsualPort(host: string, scheme: string | undefined): string {
  if (scheme === 'https') return host.replace(/:443$/, '');
  return scheme === 'http' ? host.replace(/:80$/, '') : host;
}

/** The rule that admits exactly the pages of this origin. Null for what is no origin of a page. */
export function ruleOfOrigin(origin: string): string | null {
  const page = originParts(origin);
  if (page === null) return null;
  return parseDomainRule(page.host + (page.port === page.usualPort ? '' : `:${page.port}`))?.text ?? null;
}

/**
 * Whether a page of this origin (`https://www.example.org`, the browser's `Origin` header) is within the rules.
 * `null`, other schemes and anything that is not exactly an origin are not.
 */
export function isOriginAllowed(origin: string, rules: readonly string[]): boolean {
  const page = originParts(origin);
  if (page === null) return false;
  return rules.some(text => {
    const rule = parseDomainRule(text);
    if (rule === null) return false;
    if (page.port !== (rule.port ?? page.usualPort)) return false;
    return rule.subdomains ? page.host.endsWith(`.${rule.host}`) : page.host === rule.host;
  });
}

/** The same rules as sources of `frame-ancestors` (CSP level 3): both schemes, whatever this listener speaks. */
export function frameAncestors(rules: readonly string[]): string[] {
  return rules.flatMap(text => {
    const rule = parseDomainRule(text);
    return rule === null ? [] : [`http://${rule.text}`, `https://${rule.text}`];
  });
}

function originParts(origin: string): { host: string; port: number; usualPort: number } | null {
  if (origin.length > RULE_MAX_CHARACTERS + 16) return null;
  let url: ParsedAddress;
  try {
    url = new Address(origin);
  } catch {
    return null; // `null`, and whatever else is no address
  }
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.origin !== origin) return null;
  const usualPort = url.protocol === 'https:' ? 443 : 80;
  return { host: url.hostname, port: url.port === '' ? usualPort : Number(url.port), usualPort };
}

/** A name in ASCII, or null. The URL standard's own reading does international names and every spelling of IPv4. */
function hostOf(name: string): string | null {
  if (name === '') return null;
  for (const character of name) if (!mayStandInHost(character)) return null;
  let host: string;
  try {
    host = new Address(`http://${name}/`).hostname;
  } catch {
    return null; // what the URL standard refuses is no host
  }
  const labels = host.split('.');
  return labels.every(isLabel) ? host : null;
}

/** Letters of any alphabet, digits, hyphen and dot: nothing that means something in an address or in a policy. */
function mayStandInHost(character: string): boolean {
  if (character === '-' || character === '.') return true;
  if (character >= '0' && character <= '9') return true;
  if (character >= 'a' && character <= 'z') return true;
  return (character.codePointAt(0) ?? 0) > 0x7f;
}

function isLabel(label: string): boolean {
  if (label === '' || label.length > LABEL_MAX_CHARACTERS) return false;
  if (label.startsWith('-') || label.endsWith('-')) return false;
  for (const character of label) {
    const plain =
      character === '-' || (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z');
    if (!plain) return false;
  }
  return true;
}

/** Undefined for what is not a port. */
function portOf(digits: string): number | undefined {
  if (digits.length > 5 || !isAllDigits(digits)) return undefined;
  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? port : undefined;
}

function isAllDigits(value: string): boolean {
  if (value === '') return false;
  for (const character of value) if (character < '0' || character > '9') return false;
  return true;
}
