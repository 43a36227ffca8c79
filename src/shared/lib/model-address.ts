import type { RemoteProvider } from '../contract/model-kinds.ts';

type ParsedAddress = {
  readonly protocol: string;
  hostname: string;
  readonly host: string;
  readonly port: string;
  readonly pathname: string;
};

/** Every side has it, though the compiler of `shared` knows of none. */
declare const URL: { new (address: string): ParsedAddress; canParse(address: string): boolean };

/** What people paste: addresses of one call rather than of the server. Longest first. */
const CALLS: Record<RemoteProvider, RegExp> = {
  ollama:
    /\/(?:v1(?:\/(?:chat\/completions|completions|embeddings|models|responses))?|api(?:\/(?:chat|generate|tags|embed|embeddings|show|ps|version))?)$/i,
  openai:
    /\/(?:chat\/completions|completions|embeddings|models|responses|api\/(?:chat|generate|tags|embed|show))$/i,
  anthropic: /\/v1(?:\/(?:messages|models|complete))?$/i,
};

/** Where services of OpenAI's protocol answer when their host alone was given; `/v1` everywhere else. */
const BASE_PATHS: readonly (readonly [host: RegExp, path: string])[] = [
  [/(^|\.)groq\.com$/, '/openai/v1'],
  [/(^|\.)openrouter\.ai$/, '/api/v1'],
  [/(^|\.)generativelanguage\.googleapis\.com$/, '/v1beta/openai'],
  [/\.(openai\.azure|cognitiveservices\.azure|services\.ai\.azure)\.com$/, '/openai/v1'],
];

const OLLAMA_PORT = '11434';

/**
 * The base address of a model server from what a person types: without a scheme, with the path of one call, with a
 * slash at the end. Null when it is no address of a server.
 */
export function normaliseModelAddress(provider: RemoteProvider, typed: string): string | null {
  const text = withScheme(typed.trim());
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return null;
  // The address a server listens on, not one to call: Windows refuses it.
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  // A name or a password is refused where addresses are entered; earlier versions kept it.
  return `${url.protocol}//${url.host}${basePath(provider, url)}`;
}

function basePath(provider: RemoteProvider, { pathname, hostname, port }: ParsedAddress): string {
  const path = trimmed(trimmed(pathname).replace(CALLS[provider], ''));
  if (provider !== 'openai') return path;
  // Ollama speaks this protocol too, one path further.
  if (path === '/api' && port === OLLAMA_PORT) return '/v1';
  // Azure's older addresses name the model, and take a key in a header of their own.
  if (path !== '' && !/^\/openai\/deployments\//i.test(path)) return path;
  return BASE_PATHS.find(([host]) => host.test(hostname))?.[1] ?? '/v1';
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '');
}

/** `localhost:11434` reads as a scheme of its own to a browser: what has no `//` has no scheme here. */
function withScheme(typed: string): string | null {
  if (typed === '' || /\s/.test(typed)) return null;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(typed)) return typed;
  const bare = typed.replace(/^\/+/, '');
  const host = /^(\[[^\]]*\]|[^/:?#]*)/.exec(bare)?.[1] ?? '';
  if (host === '') return bare.startsWith(':') ? `http://127.0.0.1${bare}` : null;
  return `${isNearby(host, bare) ? 'http' : 'https'}://${bare}`;
}

/** Servers of this machine and network speak plain HTTP unless somebody says otherwise; so do most with a port. */
function isNearby(host: string, address: string): boolean {
  const isNumeric = host.startsWith('[') || /^[\d.]+$/.test(host);
  const isLocalName = !host.includes('.') || /\.(local|lan|home|internal|localhost)$/i.test(host);
  return isNumeric || isLocalName || /^[^/]*:\d+/.test(address);
}
