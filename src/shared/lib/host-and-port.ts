/** An address as `URL` reads it. */
type Address = { protocol: string; hostname: string; port: string };

/** The port that an address leads to, its usual one where it names none. */
export function portOf({ protocol, port }: Address): number {
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}

/** The place an address leads to, as settings name it: `192.168.1.4:11434`, `[fd00::4]:8000`. */
export function hostAndPort(url: Address): string {
  return `${url.hostname}:${portOf(url)}`;
}
