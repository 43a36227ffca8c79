import { describe, expect, it } from 'vitest';
import type { Language } from '#shared/contract/vocabulary.ts';
import { topicsOf } from './topics.ts';

const namesOf = (language: Language | null, title: string, text: string, headings: string[] = []) =>
  topicsOf({ language, title, text, headings }).map(({ name }) => name);

describe('what a text is about', () => {
  it('is said in nouns and what belongs to them, never in verbs, participles or adjectives alone', () => {
    const names = namesOf(
      'fr',
      'Guide du personnel',
      `Les congés payés sont accordés par le responsable. Les congés payés non pris sont payés en fin d’année.
       Le salarié remet sa note de frais le vendredi. Chaque note de frais est remboursée par virement. Les notes de
       frais tardives sont remboursées le mois suivant. Vous devez remettre les justificatifs. Les horaires sont
       affichés. Les horaires changent. Il convient de respecter les horaires, car les horaires sont stricts.`,
      ['Congés payés', 'Notes de frais'],
    );
    for (const topic of ['Congés payés', 'Note de frais', 'Horaires']) expect(names).toContain(topic);
    for (const word of ['Payés', 'Remboursée', 'Remettre', 'Notes', 'Frais', 'Mois', 'Respecter', 'Devez'])
      expect(names).not.toContain(word);
  });

  it('is said in English as in French', () => {
    const names = namesOf(
      'en',
      'Handbook',
      `The annual leave is agreed with your manager. Unused annual leave is paid. You must claim expenses with the
       expense report. Every expense report is checked. We quickly pay what was claimed.`,
      ['Annual Leave', 'Expense reports', 'Loss of a badge'],
    );
    expect(names).toContain('Annual leave');
    expect(names.some(name => /^Expense reports?$/u.test(name))).toBe(true);
    for (const word of ['Annual', 'Leave', 'Paid', 'Claimed', 'Quickly', 'Loss', 'Claim'])
      expect(names).not.toContain(word);
  });

  it('keeps acronyms and names as they are written', () => {
    const names = namesOf(
      'fr',
      'La CNIL et les fichiers',
      'La Banque de France tient un fichier. La Banque de France le communique à la CNIL.',
    );
    expect(names).toContain('CNIL');
    expect(names).toContain('Banque de France');
  });

  it('leaves out what stands in any document, and what a text says now and then', () => {
    const names = namesOf(
      'fr',
      'Introduction',
      'Le présent article complète l’annexe. Une seule fois, la girafe est nommée.',
      ['Article premier', 'Annexe 2', 'Conclusion', 'Page 3'],
    );
    expect(names).toEqual([]);
  });

  it('is not looked for in a language whose words are not known', () => {
    expect(namesOf(null, 'Mietvertrag', 'Der Mietvertrag endet. Der Mietvertrag beginnt.')).toEqual([]);
  });

  it('is told in a few topics, however long the text', () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz'];
    const text = letters.map(
      letter => `Le contrat ${letter}mot est long. Le contrat ${letter}mot est court.`,
    );
    const topics = topicsOf({ language: 'fr', title: 'Contrats', text: text.join(' '), headings: [] });
    expect(topics).toHaveLength(16);
  });
});
