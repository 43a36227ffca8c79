import { classifyAddress } from '#main/platform/outbound/index.ts';
import type { ModelProvider } from '#shared/contract/model-kinds.ts';

/** Models that an Ollama lists as its own and has answered elsewhere: `gpt-oss:120b-cloud`, `glm-4.6:cloud`. */
const SENT_ON = /:(?:[^:/]*-)?cloud$/u;
const SENT_ON_TO = 'ollama.com';

const OWN_HOSTS: Partial<Record<ModelProvider, string>> = {
  openai: 'api.openai.com',
  anthropic: 'api.anthropic.com',
};

/** Whether a model's address is on this machine or this network, by its spelling alone: nothing is looked up. */
export function isLocalAddress(provider: ModelProvider, url: string | null): boolean {
  if (provider === 'inside') return true;
  if (url === null) return provider === 'ollama'; // Ollama's own address is this machine
  const host = hostOf(url);
  if (host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local') || !host.includes('.')) {
    if (!host.includes(':')) return true;
  }
  const kind = classifyAddress(host);
  return kind === 'loopback' || kind === 'private' || kind === 'link-local';
}

/** The place outside this machine and this network where what a model reads goes to; null when it stays here. */
export function cloudPlaceOf(
  { provider, model }: { provider: ModelProvider; model: string },
  url: string | null,
): string | null {
  if (!isLocalAddress(provider, url)) return url === null ? (OWN_HOSTS[provider] ?? provider) : hostOf(url);
  return provider !== 'inside' && SENT_ON.test(model) ? SENT_ON_TO : null;
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}
