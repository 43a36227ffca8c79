/** The port that an address leads to, its usual one where it names none. */
export function portOf({ protocol, port }: URL): number {
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}

/** The place an address leads to, as settings name it: `192.168.1.4:11434`, `[fd00::4]:8000`. */
export function hostAndPort(url: URL): string {
  return `${url.hostname}:${portOf(url)}`;
}
