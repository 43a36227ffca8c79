import { describe, expect, it } from 'vitest';
import { fileOf, isLanguage, languageName } from './languages.ts';

const written = [
  { code: 'pt', readable: true },
  { code: 'pt-br', readable: false },
  { code: 'zh-hant-tw', readable: true },
];

describe('languages that somebody wrote', () => {
  it('are found as the server finds them', () => {
    expect(fileOf('pt-BR', written)?.code).toBe('pt-br');
    expect(fileOf('pt-PT', written)?.code).toBe('pt');
    expect(fileOf('es', written)).toBeUndefined();
    expect(fileOf('', written)).toBeUndefined();
  });

  it('are offered when a widget can be set to them', () => {
    expect(written.filter(({ code }) => isLanguage(code)).map(({ code }) => code)).toEqual(['pt', 'pt-br']);
  });

  it('have names, or stay codes', () => {
    expect(languageName('es', 'fr')).toBe('espagnol');
    expect(languageName('es', 'en')).toBe('Spanish');
    expect(languageName('p', 'fr')).toBe('p');
    expect(languageName('', 'fr')).toBe('');
  });
});
