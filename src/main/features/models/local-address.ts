import { classifyAddress } from '#main/platform/outbound/index.ts';
import type { ModelProvider } from '#shared/contract/model-kinds.ts';

/** Whether a model's address is on this machine or this network, by its spelling alone: nothing is looked up. */
export function isLocalAddress(provider: ModelProvider, url: string | null): boolean {
  if (provider === 'inside') return true;
  if (url === null) return provider === 'ollama'; // Ollama's own address is this machine
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local') || !host.includes('.')) {
    if (!host.includes(':')) return true;
  }
  const kind = classifyAddress(host);
  return kind === 'loopback' || kind === 'private' || kind === 'link-local';
}
