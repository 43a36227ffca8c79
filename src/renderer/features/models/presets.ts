import type { ModelProvider } from '#shared/contract/model-kinds.ts';
import type { Model } from '#shared/contract/models.ts';

/** A service a person knows by name, and how to reach it. */
export type Preset = {
  id:
    | 'inside'
    | 'ollama'
    | 'lmStudio'
    | 'jan'
    | 'llamaCpp'
    | 'vllm'
    | 'openai'
    | 'mistral'
    | 'anthropic'
    | 'other';
  provider: ModelProvider;
  /** Where it answers unless told otherwise; null when only the person knows, or when it is nowhere else. */
  url: string | null;
  cloud: boolean;
};

export const presets: readonly Preset[] = [
  { id: 'ollama', provider: 'ollama', url: 'http://127.0.0.1:11434', cloud: false },
  { id: 'lmStudio', provider: 'openai', url: 'http://127.0.0.1:1234/v1', cloud: false },
  { id: 'jan', provider: 'openai', url: 'http://127.0.0.1:1337/v1', cloud: false },
  { id: 'llamaCpp', provider: 'openai', url: 'http://127.0.0.1:8080/v1', cloud: false },
  { id: 'vllm', provider: 'openai', url: 'http://127.0.0.1:8000/v1', cloud: false },
  { id: 'inside', provider: 'inside', url: null, cloud: false },
  { id: 'other', provider: 'openai', url: null, cloud: false },
  { id: 'openai', provider: 'openai', url: 'https://api.openai.com/v1', cloud: true },
  { id: 'mistral', provider: 'openai', url: 'https://api.mistral.ai/v1', cloud: true },
  { id: 'anthropic', provider: 'anthropic', url: 'https://api.anthropic.com', cloud: true },
];

const [ollama] = presets as readonly [Preset, ...Preset[]];
export const firstPreset = ollama;

export function presetById(id: string): Preset {
  return presets.find(preset => preset.id === id) ?? firstPreset;
}

/** The service a configured model belongs to, by its protocol and address. */
export function presetOf({ provider, url }: Pick<Model, 'provider' | 'url'>): Preset {
  const same = presets.filter(preset => preset.provider === provider);
  if (provider !== 'openai') return same[0] ?? firstPreset;
  if (url === null) return presetById('openai');
  const host = hostOf(url);
  return same.find(preset => preset.url !== null && hostOf(preset.url) === host) ?? presetById('other');
}

/** `127.0.0.1:1234` of an address; the address itself when it is not one. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
