import { describe, expect, it } from 'vitest';
import { analysePassage, analyseQuery } from './analyse.ts';
import { detectLanguage } from './detect.ts';
import { fold } from './fold.ts';
import { tokenise, wordsOf } from './tokenise.ts';

const surfaces = (text: string) => wordsOf(text).map(word => word.surface);

describe('wordsOf', () => {
  it('folds accents, ligatures and case', () => {
    expect(surfaces('L’Été à Nîmes, chef-d’œuvre ﬁnal')).toEqual([
      'ete',
      'a',
      'nimes',
      'chef',
      'oeuvre',
      'final',
    ]);
    expect(surfaces('e\u0301te\u0301')).toEqual(['ete']);
  });

  it('drops elisions and English clitics, and keeps a letter that stands alone', () => {
    expect(surfaces("l'école, qu’il n'a pas; jusqu'au")).toEqual(['ecole', 'il', 'a', 'pas', 'au']);
    expect(surfaces("Crohn's disease")).toEqual(['crohn', 'disease']);
    expect(surfaces('vitamine D, permis C')).toEqual(['vitamine', 'd', 'permis', 'c']);
    expect(surfaces("O'Brien")).toEqual(['o', 'brien']);
  });

  it('parts letters from digits', () => {
    expect(surfaces('FY2018 COVID-19 m²')).toEqual(['fy', '2018', 'covid', '19', 'm', '2']);
  });

  it('reads scripts without spaces character by character, and emoji as nothing', () => {
    expect(surfaces('東京 🙂 ok')).toEqual(['東', '京', 'ok']);
  });

  it('cuts endless words', () => {
    expect(surfaces('a'.repeat(5_000))[0]).toHaveLength(48);
  });
});

describe('tokenise', () => {
  it('gives places in the original text', () => {
    const text = "Règle : l'élève a 12ans";
    expect(tokenise(text).map(token => text.slice(token.start, token.end))).toEqual([
      'Règle',
      'élève',
      'a',
      '12',
      'ans',
    ]);
  });
});

describe('fold', () => {
  it('is stable', () => {
    expect(fold(fold('Çà et là — Straße'))).toBe(fold('Çà et là — Straße'));
  });
});

describe('detectLanguage', () => {
  it.each([
    ['Quels sont les horaires de la mairie ?', 'fr'],
    ['Qui peut demander un acte de naissance ?', 'fr'],
    ['congé maternité', 'fr'],
    ['What are the opening hours?', 'en'],
    ['How do I cancel my subscription?', 'en'],
    ['car insurance', null],
    ['RGPD', null],
    ['', null],
  ])('%s → %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it('gives no language to a bilingual text', () => {
    expect(detectLanguage('The house is on the hill. La maison est sur la colline.')).toBeNull();
  });
});

describe('analysePassage', () => {
  it('stems in the language voted from the text and removes its stop-words', () => {
    const terms = analysePassage({
      title: '',
      text: 'Les demandes de logements sont déposées.',
      language: null,
    });
    expect(terms.text).toBe('demandes logements deposees');
    expect(terms.textStem.split(' ')).toContain('=demand');
  });

  it('keeps the stop-words of a title as words', () => {
    const terms = analysePassage({
      title: 'Qui sommes-nous ?',
      text: 'Notre équipe est à Lyon.',
      language: 'fr',
    });
    expect(terms.title).toBe('qui sommes nous');
    expect(terms.titleStem).toBe('');
  });

  it('gives both stems when no language is convincing', () => {
    const stems = analysePassage({ title: '', text: 'nationalities', language: null }).textStem.split(' ');
    expect(stems.length).toBe(2);
  });
});

describe('analyseQuery', () => {
  it('keeps informative words once', () => {
    const { language, terms } = analyseQuery("Comment puis-je demander l'aide au logement, une aide ?");
    expect(language).toBe('fr');
    expect(terms.map(term => term.surface)).toEqual(['demander', 'aide', 'logement']);
  });

  it('keeps the stop-words of a query that has nothing else', () => {
    expect(analyseQuery('Qui sommes-nous ?').terms.map(term => term.surface)).toEqual([
      'qui',
      'sommes',
      'nous',
    ]);
  });

  it('shares stems with the passages of its language', () => {
    const [term] = analyseQuery('Quelle est la déclaration ?').terms;
    const passage = analysePassage({
      title: '',
      text: 'Les déclarations sont à faire avant juin.',
      language: null,
    });
    expect(passage.textStem.split(' ')).toContain(term?.stems[0]);
  });
});
