import { normaliseModelAddress } from '#shared/lib/model-address.ts';
import { OLLAMA_DEFAULT_URL } from './ollama-server.ts';

/**
 * Where Ollama listens by its own variable, `OLLAMA_HOST`: a host, a port, both, or an address; what is left out is as
 * usual. Null when it says nothing that can be called.
 */
export function addressOfOllamaHost(said: string | undefined): string | null {
  const text = (said ?? '').trim().replace(/^["']|["']$/g, '');
  if (text === '') return null;
  const { hostname, port } = new URL(OLLAMA_DEFAULT_URL);
  const withHost = /^:\d/.test(text) ? `${hostname}${text}` : text;
  const withScheme = /^[a-z]+:\/\//i.test(withHost) ? withHost : `http://${bracketed(withHost)}`;
  const address = normaliseModelAddress('ollama', withScheme);
  if (address === null) return null;
  const url = new URL(address);
  // Ollama's own reading: its usual port, unless a scheme stands before the host.
  if (url.port === '' && withScheme !== withHost && !/:\d+$/.test(withScheme)) url.port = port;
  if (url.hostname === '[::]') url.hostname = hostname; // listens everywhere
  return url.href.replace(/\/$/, '');
}

/** `::1` is an address of several colons; `host:port` has one. */
function bracketed(host: string): string {
  return /^[^[\]]*:[^[\]]*:/.test(host) ? `[${host}]` : host;
}
