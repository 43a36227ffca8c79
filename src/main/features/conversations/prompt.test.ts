import { describe, expect, it } from 'vitest';
import type { Grounding, GroundingPassage } from '#main/ai/ports.ts';
import { createPaceMeter, promptText } from '#main/ai/model-pace.ts';
import { estimateTokens } from '#main/ai/token-estimate.ts';
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

const about = (passages: GroundingPassage[], question = 'Combien de jours ?'): Grounding => ({
  question,
  language: 'fr',
  passages,
});

const base: PromptInput = {
  botName: 'Assistant RH',
  instructions: '',
  question: 'Combien de jours ?',
  history: [],
  grounding: about([passage(1, 150), passage(2, 150), passage(3, 150)]),
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
    const asking = prompt.turns.at(-1);
    expect(asking?.role).toBe('user');
    expect(asking?.content).toContain('[3] Règlement, page 3');
    expect(asking?.content.endsWith('Combien de jours ?')).toBe(true);
  });

  it('tells what a small window left out, best passages kept', () => {
    const prompt = buildPrompt({ ...base, contextTokens: 1_000, maxOutputTokens: 256 });
    expect(prompt.cut.passagesCut).toBeGreaterThan(0);
    expect(prompt.passages[0]?.number).toBe(1);
    expect(prompt.cut.passagesUsed + prompt.cut.passagesCut).toBe(3);
  });

  it('cuts the only passage to what a small window holds, at the end of a sentence', () => {
    const long = { ...passage(1, 0), text: 'Le quai a ses bornes et son gardien. '.repeat(200).trim() };
    const prompt = buildPrompt({ ...base, grounding: about([long]), contextTokens: 1_400 });
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

describe('buildPrompt for a model that takes its time to read', () => {
  const filler = (about: string) => `${about} est rangé au deuxième étage du bâtiment. `.repeat(12);
  const matters = 'Un mariage donne droit à quatre jours ouvrés.';
  const passages = [
    { ...passage(1, 0), text: `${filler('Le classeur')}${matters} ${filler('Le tampon')}`.trim() },
    { ...passage(2, 0), text: filler('Le registre').trim() },
    { ...passage(3, 0), text: filler('Le carnet').trim() },
  ];
  const question = 'Combien de jours pour un mariage ?';
  const slow = (tokens: number, meter = createPaceMeter()): PromptInput => ({
    ...base,
    question,
    grounding: about(passages, question),
    reading: { tokens, unread: meter.unread },
  });
  const length = ({ system, turns }: ReturnType<typeof buildPrompt>) =>
    estimateTokens(promptText(system, turns));

  it('stays within what it reads in time: the best passages, the last of them cut to the sentences that matter', () => {
    const whole = buildPrompt({ ...slow(0), reading: undefined });
    expect(whole.cut).toEqual({ passagesUsed: 3, passagesCut: 0, turnsCut: 0 });
    for (const tokens of [450, 700, 900]) {
      const prompt = buildPrompt(slow(tokens));
      expect(length(prompt)).toBeLessThanOrEqual(tokens);
      expect(prompt.passages[0]?.text).toContain(matters);
      expect(prompt.cut.passagesUsed + prompt.cut.passagesCut).toBe(3);
    }
    expect(length(buildPrompt(slow(10_000)))).toBe(length(whole));
  });

  it('never goes without the best sentences of the best passage, however slow the model', () => {
    const prompt = buildPrompt(slow(1));
    expect(prompt.passages.map(({ number }) => number)).toEqual([1]);
    expect(prompt.passages[0]?.text).toContain(matters);
    expect(prompt.passages[0]?.text.length).toBeLessThan(passages[0]!.text.length / 2);
  });

  it('begins with the same words at each question, which a server that remembers them reads once', () => {
    const meter = createPaceMeter();
    const first = buildPrompt(slow(700, meter));
    meter.remember(promptText(first.system, first.turns));
    const other = { question: 'Où est le carnet ?', grounding: about(passages, 'Où est le carnet ?') };
    const second = buildPrompt({ ...slow(700, meter), ...other });
    expect(second.system).toBe(first.system);
    // What it need not read again leaves room for passages.
    expect(second.cut.passagesCut).toBeLessThan(first.cut.passagesCut);
    expect(meter.unread(promptText(second.system, second.turns))).toBeLessThanOrEqual(700);
  });

  it('asks what was meant where there is no time to read what was said before', () => {
    const history = [
      { role: 'user' as const, content: 'Parlez-moi des congés pour mariage. '.repeat(20) },
      { role: 'assistant' as const, content: 'Ils sont de quatre jours. '.repeat(20) },
    ];
    const grounding = about(passages, 'Et pour un PACS ? (congés, mariage)');
    const prompt = buildPrompt({ ...slow(300), history, question: 'Et pour un PACS ?', grounding });
    expect(prompt.turns).toHaveLength(1);
    expect(prompt.turns[0]?.content.endsWith('Et pour un PACS ? (congés, mariage)')).toBe(true);
  });
});
