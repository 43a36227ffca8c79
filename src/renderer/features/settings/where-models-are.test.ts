import { describe, expect, it } from 'vitest';
import { placeOf } from './where-models-are.ts';

describe('where a model is', () => {
  it.each([
    ['machine', { local: true, url: null, provider: 'ollama' }],
    ['machine', { local: true, url: 'http://127.0.0.1:1234/v1', provider: 'openai' }],
    ['machine', { local: true, url: 'http://[::1]:8080/v1', provider: 'openai' }],
    ['network', { local: true, url: 'http://192.168.1.20:11434', provider: 'ollama' }],
    ['network', { local: true, url: 'http://serveur.local:8000/v1', provider: 'openai' }],
    ['cloud', { local: false, url: 'https://api.mistral.ai/v1', provider: 'openai' }],
    ['cloud', { local: false, url: null, provider: 'anthropic' }],
  ] as const)('is %s for %o', (place, model) => {
    expect(placeOf(model)).toBe(place);
  });
});
