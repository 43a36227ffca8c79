import { describe, expect, it } from 'vitest';
import type { Model } from '#shared/contract/models.ts';
import { addressOf, draftOf, emptyDraft, problemsOf, settingsOf } from './model-draft.ts';
import { presetById, presetOf } from './presets.ts';

const stored: Model = {
  id: '01990000-0000-7000-8000-000000000001',
  name: 'Mistral Small',
  provider: 'openai',
  model: 'mistral-small-latest',
  url: 'https://api.mistral.ai/v1',
  purpose: 'chat',
  hasKey: true,
  local: false,
  cloudPlaces: ['api.mistral.ai'],
  embeddingConsent: null,
  maxOutputTokens: 1024,
  contextTokens: 32768,
  temperature: null,
  findings: { refuses: [], contextTokens: null, textsPerCall: null, reasoning: null, failure: null },
  pace: { readTokensPerSecond: null, writtenTokensPerSecond: null, loadMs: null },
  readingSeconds: 6,
  otherUrls: [],
  connectSeconds: null,
  firstWordSeconds: null,
  betweenWordsSeconds: null,
  inputPrice: 0.0002,
  outputPrice: null,
  isDefault: false,
  active: true,
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
};

describe('the service of a model', () => {
  it('is known by its address', () => {
    expect(presetOf(stored).id).toBe('mistral');
    expect(presetOf({ provider: 'openai', url: null }).id).toBe('openai');
    expect(presetOf({ provider: 'openai', url: 'http://127.0.0.1:1234/v1/' }).id).toBe('lmStudio');
    expect(presetOf({ provider: 'openai', url: 'http://atelier:9000/v1' }).id).toBe('other');
    expect(presetOf({ provider: 'ollama', url: 'http://serveur:11434' }).id).toBe('ollama');
  });
});

describe('a model being added', () => {
  it('goes to the usual address of its service and takes the name of the model', () => {
    const draft = { ...emptyDraft(presetById('ollama')), model: ' llama3.2 ' };
    expect(problemsOf(draft, null)).toEqual({});
    expect(settingsOf(draft)).toMatchObject({
      name: 'llama3.2',
      provider: 'ollama',
      model: 'llama3.2',
      url: 'http://127.0.0.1:11434',
      purpose: 'chat',
    });
  });

  it('asks for what is missing', () => {
    expect(problemsOf(emptyDraft(presetById('openai')), null)).toEqual({
      model: 'invalid_model',
      key: 'missing_key',
    });
    expect(problemsOf({ ...emptyDraft(presetById('other')), model: 'x' }, null)).toEqual({
      url: 'missing_url',
    });
  });

  it('keeps the base address of what was pasted', () => {
    const draft = { ...emptyDraft(presetById('ollama')), model: 'x', url: 'localhost:11434/api/chat' };
    expect(problemsOf(draft, null)).toEqual({});
    expect(addressOf(draft)).toBe('http://localhost:11434');
    expect(settingsOf(draft)).toMatchObject({ url: 'http://localhost:11434' });
  });

  it('takes a smaller window for one that embeds, and a temperature of its own or none', () => {
    const draft = { ...emptyDraft(presetById('ollama')), model: 'x', contextTokens: '512' };
    expect(problemsOf(draft, null)).toEqual({ contextTokens: 'invalid_number' });
    expect(problemsOf({ ...draft, purpose: 'embedding' }, null)).toEqual({});
    const own = { ...emptyDraft(presetById('ollama')), model: 'x', temperature: '0,6' };
    expect(settingsOf(own)).toMatchObject({ temperature: 0.6 });
    expect(settingsOf({ ...own, temperature: '' })).toMatchObject({ temperature: null });
    expect(problemsOf({ ...own, temperature: '3' }, null)).toEqual({ temperature: 'invalid_number' });
  });

  it('refuses addresses and numbers that are not', () => {
    const draft = {
      ...emptyDraft(presetById('ollama')),
      model: 'x',
      url: 'file:///etc/passwd',
      contextTokens: '12',
      maxOutputTokens: 'beaucoup',
      inputPrice: '-1',
    };
    expect(problemsOf(draft, null)).toEqual({
      url: 'invalid_url',
      contextTokens: 'invalid_number',
      maxOutputTokens: 'invalid_number',
      inputPrice: 'invalid_price',
    });
  });

  it('reads numbers as a person writes them', () => {
    const draft = {
      ...emptyDraft(presetById('ollama')),
      model: 'x',
      contextTokens: '32\u202f768',
      inputPrice: '0,15',
    };
    expect(settingsOf(draft)).toMatchObject({ contextTokens: 32768, inputPrice: 0.15, outputPrice: null });
  });
});

describe('a model being changed', () => {
  it('keeps its key unless another is typed or it is forgotten', () => {
    const draft = draftOf(stored);
    expect(problemsOf(draft, stored)).toEqual({});
    expect(settingsOf(draft)).not.toHaveProperty('apiKey');
    expect(settingsOf({ ...draft, key: 'sk-new' }).apiKey).toBe('sk-new');
    expect(problemsOf({ ...draft, forgetKey: true }, stored)).toEqual({ key: 'missing_key' });
    expect(settingsOf({ ...draft, forgetKey: true }).apiKey).toBeNull();
  });
});
