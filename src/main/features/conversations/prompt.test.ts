import { describe, expect, it } from 'vitest';
import { buildPrompt, type PromptInput } from './prompt.ts';

const passage = (number: number, words: number) => ({
  number,
  title: 'Règlement',
  page: number,
  heading: null,
  context: '',
  byMeaning: false,
  text: Array.from({ length: words }, (_, index) => `mot${index}`).join(' '),
});

const base: PromptInput = {
  botName: 'Assistant RH',
  instructions: '',
  language: 'fr',
  question: 'Combien de jours ?',
  history: [],
  passages: [passage(1, 150), passage(2, 150), passage(3, 150)],
  contextTokens: 8_192,
  maxOutputTokens: 1_024,
};

describe('buildPrompt', () => {
  it('sends everything that fits', () => {
    const prompt = buildPrompt({
      ...base,
      history: [
        { role: 'user', content: 'Bonjour' },
        { role: 'assistant', content: 'Bonjour !' },
      ],
    });
    expect(prompt.cut).toEqual({ passagesUsed: 3, passagesCut: 0, turnsCut: 0 });
    expect(prompt.turns.at(-1)).toEqual({ role: 'user', content: 'Combien de jours ?' });
    expect(prompt.system).toContain('[3] Règlement, page 3');
  });

  it('tells what a small window left out, best passages kept', () => {
    const prompt = buildPrompt({ ...base, contextTokens: 1_400, maxOutputTokens: 256 });
    expect(prompt.cut.passagesCut).toBeGreaterThan(0);
    expect(prompt.passages[0]?.number).toBe(1);
    expect(prompt.cut.passagesUsed + prompt.cut.passagesCut).toBe(3);
  });

  it('cuts the only passage to what a small window holds, at the end of a sentence', () => {
    const long = { ...passage(1, 0), text: 'Le quai a ses bornes et son gardien. '.repeat(200).trim() };
    const prompt = buildPrompt({ ...base, passages: [long], contextTokens: 1_400 });
    const [kept] = prompt.passages;
    expect(long.text.startsWith(kept?.text ?? '?')).toBe(true);
    expect(kept?.text.length).toBeLessThan(long.text.length);
    expect(kept?.text.endsWith('gardien.')).toBe(true);
  });

  it('never begins the conversation with the assistant', () => {
    const long = Array.from({ length: 40 }, (_, index) => ({
      role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
      content: `Phrase ${index} `.repeat(60),
    }));
    const prompt = buildPrompt({ ...base, history: long, contextTokens: 4_096 });
    expect(prompt.turns[0]?.role).toBe('user');
    expect(prompt.cut.turnsCut).toBeGreaterThan(0);
  });
});
