import { describe, expect, it } from 'vitest';
import { articlesIn, findArticles } from './articles.ts';

describe('help articles', () => {
  it('are the same in both languages, in the same order, none left out', () => {
    const french = articlesIn('fr');
    expect(articlesIn('en').map(({ key }) => key)).toEqual(french.map(({ key }) => key));
    expect(new Set(french.map(({ key }) => key)).size).toBe(french.length);
    for (const { body } of [...french, ...articlesIn('en')]) expect(body.length).toBeGreaterThan(200);
  });

  it('are found by their words, whatever the accents, titles first', () => {
    const french = articlesIn('fr');
    expect(findArticles(french, 'MODELES').at(0)?.key).toBe('models');
    expect(findArticles(french, 'mot de passe perdu').map(({ key }) => key)).toContain('troubleshooting');
    expect(findArticles(french, 'zzz')).toEqual([]);
  });
});
