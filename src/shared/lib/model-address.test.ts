import { describe, expect, it } from 'vitest';
import { normaliseModelAddress } from './model-address.ts';

describe('the address of a model server', () => {
  it.each([
    'http://127.0.0.1:11434',
    'http://127.0.0.1:11434/',
    'http://127.0.0.1:11434/v1',
    'http://127.0.0.1:11434/v1/',
    'http://127.0.0.1:11434/v1/chat/completions',
    'http://127.0.0.1:11434/api',
    'http://127.0.0.1:11434/api/chat',
    'http://127.0.0.1:11434/api/tags?x=1#top',
    '  127.0.0.1:11434/api/generate  ',
    '//127.0.0.1:11434',
    ':11434',
    'http://0.0.0.0:11434',
  ])('of Ollama: %s', typed => {
    expect(normaliseModelAddress('ollama', typed)).toBe('http://127.0.0.1:11434');
  });

  it.each([
    ['localhost:11434', 'http://localhost:11434'],
    ['[::1]:11434/api', 'http://[::1]:11434'],
    ['atelier', 'http://atelier'],
    ['192.168.1.20', 'http://192.168.1.20'],
    ['serveur.local', 'http://serveur.local'],
    ['ollama.example.fr', 'https://ollama.example.fr'],
    ['ollama.example.fr:8443', 'http://ollama.example.fr:8443'],
    ['https://bureau.example.fr/ollama/api/chat', 'https://bureau.example.fr/ollama'],
    ['https://bureau.example.fr/v1beta', 'https://bureau.example.fr/v1beta'],
    ['http://nom:secret@127.0.0.1:11434/api', 'http://127.0.0.1:11434'],
  ])('of Ollama, elsewhere: %s', (typed, expected) => {
    expect(normaliseModelAddress('ollama', typed)).toBe(expected);
  });

  it.each([
    ['http://127.0.0.1:1234', 'http://127.0.0.1:1234/v1'],
    ['localhost:1234/v1/', 'http://localhost:1234/v1'],
    ['http://127.0.0.1:8000/v1/chat/completions', 'http://127.0.0.1:8000/v1'],
    ['http://127.0.0.1:8000/chat/completions', 'http://127.0.0.1:8000/v1'],
    ['http://127.0.0.1:8000/v1/models', 'http://127.0.0.1:8000/v1'],
    ['http://127.0.0.1:11434/api', 'http://127.0.0.1:11434/v1'],
    ['http://127.0.0.1:11434/api/chat', 'http://127.0.0.1:11434/v1'],
    ['https://webui.example.fr/api', 'https://webui.example.fr/api'],
    ['https://webui.example.fr/api/chat/completions', 'https://webui.example.fr/api'],
    ['api.openai.com', 'https://api.openai.com/v1'],
    ['https://api.groq.com', 'https://api.groq.com/openai/v1'],
    ['https://openrouter.ai/api/v1/chat/completions', 'https://openrouter.ai/api/v1'],
    ['https://openrouter.ai', 'https://openrouter.ai/api/v1'],
    ['https://generativelanguage.googleapis.com', 'https://generativelanguage.googleapis.com/v1beta/openai'],
    [
      'https://generativelanguage.googleapis.com/v1beta/openai/',
      'https://generativelanguage.googleapis.com/v1beta/openai',
    ],
    ['https://bureau.openai.azure.com/', 'https://bureau.openai.azure.com/openai/v1'],
    [
      'https://bureau.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-10-21',
      'https://bureau.openai.azure.com/openai/v1',
    ],
  ])('of OpenAI’s protocol: %s', (typed, expected) => {
    expect(normaliseModelAddress('openai', typed)).toBe(expected);
  });

  it.each([
    ['https://api.anthropic.com/v1/messages', 'https://api.anthropic.com'],
    ['api.anthropic.com/v1', 'https://api.anthropic.com'],
    ['http://localhost:4000/anthropic/', 'http://localhost:4000/anthropic'],
  ])('of Anthropic’s protocol: %s', (typed, expected) => {
    expect(normaliseModelAddress('anthropic', typed)).toBe(expected);
  });

  it.each(['', ' ', 'ftp://127.0.0.1', 'http://', 'http://exa mple', 'file:///etc', '///', 'http://a:port'])(
    'is none: %j',
    typed => {
      expect(normaliseModelAddress('ollama', typed)).toBeNull();
    },
  );

  it('stays what it is once it is normal', () => {
    for (const provider of ['ollama', 'openai', 'anthropic'] as const) {
      for (const typed of ['localhost:1', 'https://a.example/x/v1/', 'http://h:8000/api/chat']) {
        const once = normaliseModelAddress(provider, typed) ?? '';
        expect(normaliseModelAddress(provider, once)).toBe(once);
      }
    }
  });
});
