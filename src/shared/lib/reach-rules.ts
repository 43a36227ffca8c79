/** Where a page or a server is, as seen from a visitor's browser: in the world, on a local network, on one machine. */
export type Place = 'public' | 'private' | 'loopback';

export type Situation = {
  page: { https: boolean; place: Place };
  server: { https: boolean; place: Place };
};

/**
 * What stands between a page and the server of its widget:
 * - `server_only_here`: the server's address means "this computer" to every browser
 * - `mixed_content`: a page in https may not load from a server in http
 * - `page_needs_https`: Chrome lets no page in http reach a local network from the Internet
 * - `permission_asked`: Chrome asks each visitor before a page of the Internet may reach a local network
 * - `outside_unreachable`: visitors who are not on the server's network do not get there
 */
export type ReachProblem =
  'server_only_here' | 'mixed_content' | 'page_needs_https' | 'permission_asked' | 'outside_unreachable';

/**
 * What stands in the way, most serious first; empty when nothing does.
 * Mixed content: W3C Mixed Content, "potentially trustworthy" addresses of this machine excepted. Permission: Local
 * Network Access (WICG), in Chrome since version 142, for secure contexts only.
 */
export function reachProblems({ page, server }: Situation): ReachProblem[] {
  if (server.place === 'loopback') return page.place === 'loopback' ? [] : ['server_only_here'];
  const problems: ReachProblem[] = [];
  const mixed = page.https && !server.https;
  if (mixed) problems.push('mixed_content');
  if (page.place === 'public' && server.place === 'private') {
    if (!page.https) problems.push('page_needs_https');
    else if (!mixed) problems.push('permission_asked');
    problems.push('outside_unreachable');
  }
  return problems;
}

/** Endings that no name of the Internet has (RFC 6762, 8375, 9476 and what routers hand out). */
const LOCAL_ENDINGS = [
  'local',
  'lan',
  'home',
  'home.arpa',
  'internal',
  'intranet',
  'corp',
  'private',
  'localdomain',
  'test',
];

/**
 * Where a host is, as far as its name or address tells. A name with a usual ending may still be one of the local
 * network: only whoever resolves it knows.
 *
 * @param hostname as `URL.hostname` gives it: lower case, IPv6 in brackets
 */
export function placeOfHost(hostname: string): Place {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (host === 'localhost' || host.endsWith('.localhost')) return 'loopback';
  if (host.includes(':')) return placeOfIpv6(host);
  const bytes = host.split('.').map(Number);
  if (bytes.length === 4 && bytes.every(byte => Number.isInteger(byte) && byte >= 0 && byte <= 255))
    return placeOfIpv4(bytes);
  if (!host.includes('.')) return 'private';
  return LOCAL_ENDINGS.some(ending => host.endsWith(`.${ending}`)) ? 'private' : 'public';
}

function placeOfIpv4([first = 0, second = 0]: readonly number[]): Place {
  if (first === 127 || first === 0) return 'loopback';
  const isPrivate =
    first === 10 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254) ||
    (first === 100 && second >= 64 && second <= 127); // private overlays such as Tailscale
  return isPrivate ? 'private' : 'public';
}

function placeOfIpv6(host: string): Place {
  if (host === '::1' || host === '::') return 'loopback';
  return /^(f[cd]|fe[89ab])/.test(host) ? 'private' : 'public';
}
