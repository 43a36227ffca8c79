import { isFoyerError } from '#shared/errors.ts';
import type { OutboundPurpose } from '#main/platform/outbound/index.ts';
import { addressOfOllamaHost } from './ollama/ollama-host.ts';
import type { OutboundFetch, ServerPlace } from './ports.ts';
import { listServerModels } from './server-models.ts';
import type { ServerModel } from './server-models.ts';
import { readServerVersion } from './server-version.ts';

export type ServerProduct = 'ollama' | 'lm-studio' | 'llama.cpp' | 'vllm' | 'jan' | 'other';

/** A model server that answers. `url` is what a model's settings want. */
export type LocalServer = {
  product: ServerProduct;
  provider: 'ollama' | 'openai';
  url: string;
  /** Null where it does not say. */
  version: string | null;
  models: ServerModel[];
  /** It is there, and tells what it has only to who has its key. */
  wantsKey: boolean;
  /** Whether it answers under this machine's address in the network, too. */
  isOpen: boolean;
};

export type LocalServerCandidate = Pick<LocalServer, 'product' | 'provider' | 'url'>;

/** Where each product listens unless told otherwise. */
export const LOCAL_SERVER_CANDIDATES: readonly LocalServerCandidate[] = [
  { product: 'ollama', provider: 'ollama', url: 'http://127.0.0.1:11434' },
  { product: 'lm-studio', provider: 'openai', url: 'http://127.0.0.1:1234/v1' },
  { product: 'jan', provider: 'openai', url: 'http://127.0.0.1:1337/v1' },
  { product: 'llama.cpp', provider: 'openai', url: 'http://127.0.0.1:8080/v1' },
  { product: 'vllm', provider: 'openai', url: 'http://127.0.0.1:8000/v1' },
];

/**
 * Where to look: the usual addresses, the one Ollama is told by its variable, those that were given; one of a kind
 * at each address.
 */
export function serverCandidates(
  given: readonly ServerPlace[],
  ollamaHost: string | undefined,
): LocalServerCandidate[] {
  const own = addressOfOllamaHost(ollamaHost);
  const all: LocalServerCandidate[] = [
    ...LOCAL_SERVER_CANDIDATES,
    ...(own === null ? [] : [{ product: 'ollama' as const, provider: 'ollama' as const, url: own }]),
    ...given.map(place => ({ ...place, product: place.provider === 'ollama' ? 'ollama' : 'other' }) as const),
  ];
  const seen = new Set<string>();
  return all.filter(({ provider, url }) => {
    const { protocol, host } = new URL(url);
    const place = `${provider} ${protocol}//${host.replace(/^localhost(?=:|$)/, '127.0.0.1')}`;
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}

/** A server on this machine answers in milliseconds, or it is busy loading a model. */
const DETECT_TIMEOUT_MS = 1_500;

type Looking = {
  fetchFor: (purpose: OutboundPurpose) => OutboundFetch;
  signal?: AbortSignal;
  candidates?: readonly LocalServerCandidate[];
  /** This machine's addresses in its networks, to find out who answers there. */
  ownAddresses?: readonly string[];
  timeoutMs?: number;
};

/**
 * Looks for model servers, all at once. What does not answer in time, or answers something else, is not there: the
 * ports are common ones, and other programs live on them.
 */
export async function detectLocalServers(options: Looking): Promise<LocalServer[]> {
  const candidates = options.candidates ?? LOCAL_SERVER_CANDIDATES;
  const found = await Promise.all(candidates.map(candidate => lookAt(candidate, options)));
  return found.filter(server => server !== null);
}

async function lookAt(candidate: LocalServerCandidate, options: Looking): Promise<LocalServer | null> {
  const { models, wantsKey } = await listOf(candidate, options);
  if (models === null && !wantsKey) return null;
  const about = { timeoutMs: options.timeoutMs ?? DETECT_TIMEOUT_MS, ...signalOf(options) };
  const [version, isOpen] = await Promise.all([
    readServerVersion(candidate, {
      ...about,
      fetch: options.fetchFor({ kind: 'probe', allow: candidate.url }),
    }),
    answersInNetwork(candidate, options),
  ]);
  return { ...candidate, models: models ?? [], wantsKey, version, isOpen };
}

async function listOf(
  { product, provider, url }: LocalServerCandidate,
  options: Looking,
): Promise<{ models: ServerModel[] | null; wantsKey: boolean }> {
  try {
    const models = await listServerModels(
      { provider, url, apiKey: null },
      {
        fetch: options.fetchFor({ kind: 'probe', allow: url }),
        timeoutMs: options.timeoutMs ?? DETECT_TIMEOUT_MS,
        retry: false,
        ...signalOf(options),
      },
    );
    return { models, wantsKey: false };
  } catch (error) {
    if (!isFoyerError(error)) throw error;
    // Jan always asks for one. On the other ports whoever asks for a key may be any program.
    return { models: null, wantsKey: product === 'jan' && error.code === 'model.key_refused' };
  }
}

/** Whether a server of this machine also answers who comes by the network. */
async function answersInNetwork(candidate: LocalServerCandidate, options: Looking): Promise<boolean> {
  const url = new URL(candidate.url);
  if (!LOOPBACK.test(url.hostname)) return false;
  const answers = await Promise.all(
    (options.ownAddresses ?? []).map(async address => {
      const there = new URL(candidate.url);
      there.hostname = address.includes(':') ? `[${address}]` : address;
      const { models, wantsKey } = await listOf(
        { ...candidate, url: there.href.replace(/\/$/, '') },
        options,
      );
      return models !== null || wantsKey;
    }),
  );
  return answers.includes(true);
}

const LOOPBACK = /^(localhost|127\.[\d.]+|\[::1\])$/;

function signalOf({ signal }: Looking): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
