import { describe, expect, it } from 'vitest';
import { jsonOrText } from '#shared/lib/json-or-text.ts';
import { readCatalogue, shippedCatalogue } from './catalogue.ts';

const readText = (text: string) => readCatalogue(jsonOrText(text));

const [first, second] = shippedCatalogue().models;
const written = (...models: unknown[]) => JSON.stringify({ version: 1, models });

describe('the catalogue that Foyer comes with', () => {
  it('has a model of each choice, in French and English, each from an encrypted address', () => {
    const { models } = shippedCatalogue();
    expect(models.map(({ choice }) => choice)).toEqual(['fast', 'balanced', 'best', 'embedding']);
    for (const { address, languages, sizeBytes, memoryBytes } of models) {
      expect(address).toMatch(/^https:\/\/huggingface\.co\/.+\/resolve\/[0-9a-f]{40}\/.+\.gguf$/u);
      expect(languages).toEqual(expect.arrayContaining(['fr', 'en']));
      expect(memoryBytes).toBeGreaterThan(sizeBytes);
    }
    expect(readText(JSON.stringify(shippedCatalogue()))).toEqual(shippedCatalogue());
  });
});

describe('a catalogue that somebody gives', () => {
  it('may have fewer models, and addresses of the own network', () => {
    expect(readText(written())).toEqual({ version: 1, models: [] });
    const near = { ...first, address: 'http://192.168.1.20/modeles/a.gguf' };
    expect(readText(written(near))).toEqual({ version: 1, models: [near] });
  });

  const { name: _name, ...nameless } = first ?? {};
  it.each([
    ['is no JSON', 'Madame', { what: 'not_json', model: null, field: null }],
    ['is something else', '[]', { what: 'wrong', model: null, field: null }],
    ['is of another version', '{"version":2,"models":[]}', { what: 'wrong', field: 'version' }],
    ['lacks a name', written(nameless), { what: 'missing', model: first?.id, field: 'name' }],
    [
      'lacks a sentence',
      written(first, { ...second, about: { fr: 'Oui' } }),
      { what: 'missing', model: second?.id, field: 'about.en' },
    ],
    ['has half a hash', written({ ...first, sha256: 'abc' }), { what: 'wrong', field: 'sha256' }],
    [
      'has an open address',
      written({ ...first, address: 'http://models.example/a.gguf' }),
      { what: 'wrong', field: 'address' },
    ],
    [
      'has a password in an address',
      written({ ...first, address: 'https://a:b@models.example/a.gguf' }),
      { what: 'wrong', field: 'address' },
    ],
    [
      'has a file of another kind',
      written({ ...first, fileName: '../a.exe' }),
      { what: 'wrong', field: 'fileName' },
    ],
    [
      'mixes up what models are for',
      written({ ...first, purpose: 'embedding' }),
      { what: 'wrong', field: 'choice' },
    ],
    ['says more than is known', written({ ...first, price: 1 }), { what: 'unknown', field: 'price' }],
    [
      'names nobody, by its number',
      written(first, { ...second, id: 7 }),
      { what: 'wrong', model: '2', field: 'id' },
    ],
    ['has one name twice', written(first, { ...second, id: first?.id }), { what: 'twice', field: 'id' }],
    [
      'has one file twice',
      written(first, { ...second, sha256: first?.sha256 }),
      { what: 'twice', field: 'sha256' },
    ],
  ])('is told what is wrong when it %s', (_what, text, problem) => {
    expect(readText(text)).toEqual([expect.objectContaining(problem)]);
  });
});
