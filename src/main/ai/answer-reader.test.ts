import { describe, expect, it } from 'vitest';
import { createAnswerReader, type Piece, type ReasoningHabit } from './answer-reader.ts';

const ANSWER = 'Lunch lasts 45 minutes [1].';

type Read = { text: string; reasoning: string; habit: ReasoningHabit; pieces: Piece[] };

/** Reads a text cut into pieces of so many characters, without any wait running out. */
function read(
  whole: string,
  {
    known = null,
    size = 1,
    isCut = false,
  }: { known?: ReasoningHabit | null; size?: number; isCut?: boolean } = {},
): Read {
  const reader = createAnswerReader(known);
  const pieces: Piece[] = [];
  for (let at = 0; at < whole.length; at += size) pieces.push(...reader.push(whole.slice(at, at + size)));
  pieces.push(...reader.end(isCut));
  let text = '';
  let reasoning = '';
  for (const piece of pieces) {
    if (piece.type === 'take-back') {
      reasoning += text;
      text = '';
    } else if (piece.type === 'text') text += piece.text;
    else reasoning += piece.text;
  }
  return { text, reasoning: reasoning.trim(), habit: reader.habit(), pieces };
}

const sizes = [1, 2, 3, 7, 1000];

describe('reasoning', () => {
  it.each([
    ['<think>', `<think>The user asks about lunch.</think>\n\n${ANSWER}`],
    ['<thinking>', `<thinking>The user asks about lunch.</thinking>${ANSWER}`],
    ['<thought>', `\n<thought>\nThe user asks about lunch.\n</thought>\n${ANSWER}`],
    ['<reasoning>', `<reasoning>The user asks about lunch.</reasoning>\n${ANSWER}`],
    ['<THINK>', `<THINK>The user asks about lunch.</THINK>\n${ANSWER}`],
    ['<think> with attributes', `<think type="deep">The user asks about lunch.</think>\n${ANSWER}`],
    ['<seed:think>', `<seed:think>The user asks about lunch.</seed:think>${ANSWER}`],
    ['[THINK]', `[THINK]The user asks about lunch.[/THINK]${ANSWER}`],
    ['◁think▷', `◁think▷The user asks about lunch.◁/think▷${ANSWER}`],
    [
      '<|START_THINKING|>',
      `<|START_THINKING|>The user asks about lunch.<|END_THINKING|><|START_RESPONSE|>${ANSWER}<|END_RESPONSE|>`,
    ],
    [
      '<|begin_of_thought|>',
      `<|begin_of_thought|>The user asks about lunch.<|end_of_thought|>\n<|begin_of_solution|>${ANSWER}<|end_of_solution|>`,
    ],
    ['<|channel>', `<|channel>thought\nThe user asks about lunch.<channel|>${ANSWER}<turn|>`],
    [
      'Here is my thought process:',
      `Here is my thought process: The user asks about lunch.\n\nHere is my response: ${ANSWER}`,
    ],
    [
      '<details>',
      `<details type="reasoning" done="true" duration="3">\n<summary>Thought for 3 seconds</summary>\nThe user asks about lunch.\n</details>\n${ANSWER}`,
    ],
    [
      'channels',
      `<|channel|>analysis<|message|>The user asks about lunch.<|end|><|start|>assistant<|channel|>final<|message|>${ANSWER}<|return|>`,
    ],
    [
      'channels after a begun turn',
      `<|start|>assistant<|channel|>analysis<|message|>The user asks about lunch.<|end|><|start|>assistant<|channel|>final <|constrain|>text<|message|>${ANSWER}`.replace(
        'final ',
        'final',
      ),
    ],
    ['channels without their marks', `analysisThe user asks about lunch.assistantfinal${ANSWER}`],
    ['<think> and <answer>', `<think>The user asks about lunch.</think>\n<answer>\n${ANSWER}</answer>`],
    ['no opening tag', `The user asks about lunch.\n</think>\n\n${ANSWER}`],
    ['no opening [THINK]', `The user asks about lunch.[/THINK]${ANSWER}`],
  ])('%s is kept out of the answer, wherever it is cut', (_name, whole) => {
    for (const size of sizes) {
      const { text, reasoning } = read(whole, { size });
      expect([size, text.trim()]).toEqual([size, ANSWER]);
      expect(reasoning).toBe('The user asks about lunch.');
    }
  });

  it('that is empty leaves the answer', () => {
    expect(read(`<think>\n\n</think>\n\n${ANSWER}`).text).toBe(ANSWER);
    expect(read(`</think>\n\n${ANSWER}`).text).toBe(ANSWER);
  });

  it('may come in several parts, and after a word of politeness', () => {
    const parts = `<think>One.</think>\n<think>Two.</think>\n${ANSWER}`;
    expect(read(parts)).toMatchObject({ text: ANSWER, reasoning: 'One.Two.' });
    const late = `Bonjour.\n<think>La question porte sur le déjeuner.</think>\n${ANSWER}`;
    expect(read(late, { known: 'none' }).text).toMatch(/^Bonjour\.\s+Lunch lasts 45 minutes \[1\]\.$/);
  });

  it('that is never closed is no answer', () => {
    for (const whole of ['<think>I keep thinking', '[THINK]Hm', '<|channel|>analysis<|message|>Hm']) {
      expect(read(whole, { isCut: true }).text).toBe('');
    }
    expect(read('The user wants to know', { known: 'unopened', isCut: true }).text).toBe('');
    expect(read('Okay, the user asks about lunch and I', { isCut: true }).text).toBe('');
  });

  it('without opening is never shown first, once the model is known or sounds like it', () => {
    const whole = `Okay, so we look at passage 1. It says 45.\n</think>\n\n${ANSWER}`;
    expect(read(whole).pieces.some(piece => piece.type === 'take-back')).toBe(false);
    const unlike = `Le déjeuner. Passage 1 dit 45 minutes.\n</think>\n\n${ANSWER}`;
    expect(read(unlike, { known: 'unopened' }).pieces.some(piece => piece.type === 'take-back')).toBe(false);
    const surprise = read(unlike, { known: 'none' });
    expect(surprise).toMatchObject({ text: ANSWER, habit: 'unopened' });
    expect(surprise.reasoning).toContain('Passage 1 dit 45 minutes.');
  });

  it('shows as it comes', () => {
    const reader = createAnswerReader(null);
    expect(reader.push('<think>The user asks about')).toEqual([
      { type: 'reasoning', text: 'The user asks about' },
    ]);
  });
});

describe('what is no reasoning survives', () => {
  it.each([
    'The tag `<think>` opens reasoning and `</think>` closes it.',
    'Use:\n\n```xml\n<think>\nmy thoughts\n</think>\nthe answer\n```\n\nThat is all.',
    'Write a </s> in HTML: <s>old</s> price.',
    'The channel mark is `<|channel|>analysis<|message|>`.',
    'In HTML, <details> folds what it holds.\n\n<details>\n<summary>More</summary>\nYes.\n</details>',
    'If a < b and b > c, then [1] holds; see [2, 3].',
    'analysis shows that lunch lasts 45 minutes.',
    'Here is what the documents say.',
    'D’accord, voici la réponse : 45 minutes [1].',
    'So, lunch lasts 45 minutes [1].',
    'La balise `<|im_end|>`',
    'Le texte est `[THINK]`',
  ])('%s', whole => {
    for (const known of [null, 'none', 'marked', 'unopened'] as const) {
      for (const size of sizes) expect(read(whole, { known, size }).text).toBe(whole);
    }
  });

  it('a tag that is spoken of within a line, from a model that marks its reasoning or has none', () => {
    const whole = 'R1 writes <think> first, then </think> at the end.';
    for (const known of [null, 'none', 'marked'] as const) {
      for (const size of sizes) expect(read(whole, { known, size }).text).toBe(whole);
    }
  });

  it('streams at once from a model that is known, and after a few words from one that is not', () => {
    expect(createAnswerReader('none').push('Le')).toEqual([{ type: 'text', text: 'Le' }]);
    const reader = createAnswerReader(null);
    expect(reader.push('Le déjeuner')).toEqual([]);
    expect(reader.isUnsure()).toBe(true);
    expect(reader.release()).toEqual([{ type: 'text', text: 'Le déjeuner' }]);
    expect(reader.push(' dure')).toEqual([{ type: 'text', text: ' dure' }]);
  });
});

describe('marks at the end', () => {
  it.each([
    '<|im_end|>',
    '</s>',
    '<|eot_id|>',
    '<|endoftext|>',
    '<end_of_turn>',
    '<|end|>',
    '<｜end▁of▁sentence｜>',
  ])('%s is cut', mark => {
    for (const size of sizes) {
      expect(read(ANSWER + mark, { size, known: 'none' }).text).toBe(ANSWER);
      expect(read(`${ANSWER}${mark}\n`, { size }).text.trim()).toBe(ANSWER);
    }
  });

  it('and a turn that the model speaks for somebody else', () => {
    expect(read(`${ANSWER}<|im_end|>\n<|im_start|>user\nAnd dinner?`).text).toBe(ANSWER);
    expect(read(`${ANSWER}<|im_start|>user\nAnd dinner?`).text).toBe(ANSWER);
  });

  it('nothing but a mark is no answer', () => {
    expect(read('<|im_end|>').text).toBe('');
  });
});
