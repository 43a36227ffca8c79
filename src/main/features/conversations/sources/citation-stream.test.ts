import { describe, expect, it } from 'vitest';
import { createCitationStream } from './citation-stream.ts';

const passages = [
  { number: 1, text: 'La pause dure 45 minutes.', source: 'rules' },
  { number: 2, text: 'Le prix est de 5 €[2] par jour, selon le tarif [12].', source: 'prices' },
  { number: 3, text: 'La cantine ouvre à midi.', source: 'rules' },
  { number: 4, text: 'Le parking est fermé la nuit.', source: 'parking' },
];

/** What is shown of an answer, whole and cut in every other way. */
function shown(answer: string): string {
  const whole = createCitationStream(passages);
  const once = whole.pass(answer) + whole.rest();
  for (const size of [1, 2, 3, 7]) {
    const cut = createCitationStream(passages);
    let text = '';
    for (let at = 0; at < answer.length; at += size) text += cut.pass(answer.slice(at, at + size));
    text += cut.rest();
    expect(text, `in pieces of ${size}`).toBe(once);
    expect(cut.marks()).toEqual(whole.marks());
    for (const { at, number } of cut.marks()) expect(text.slice(at).startsWith(`[${number}]`)).toBe(true);
  }
  return once;
}

describe('citations while an answer streams', () => {
  it.each([
    ['numbers count from 1 as they are cited', 'Fermé [4]. Pause [1].', 'Fermé [1]. Pause [2].'],
    ['passages of one document share a number', 'A [3]. B [4]. C [1].', 'A [1]. B [2]. C [1].'],
    ['a list names each source once', 'A [4, 1]. B [1;3]', 'A [1][2]. B [2]'],
    ['neighbours of one source are one', 'A [1][3]. B [1] [3] puis.', 'A [1]. B [1] puis.'],
    ['a range', 'A [2-4].', 'A [1][2][3].'],
    ['a range with a dash', 'A [2–3].', 'A [1][2].'],
    ['spaces inside', 'A [ 4 ].', 'A [1].'],
    ['notes', 'A [^4]. B [^1][^4]', 'A [1]. B [2][1]'],
    ['corner brackets', 'A 【4】. B 【4†source】【1】', 'A [1]. B [1][2]'],
    ['double brackets', 'A [[4]].', 'A [1].'],
    ['words in the bracket', 'A [Passage 4] B [sources 1 et 2] C [4, p. 12].', 'A [1] B [2][3] C [1].'],
    ['words in round brackets', 'A (passage 4). B (voir passages 1 et 3).', 'A [1]. B [2].'],
    ['a linked citation', 'A [4](https://x.invalid/a). B [4](#).', 'A [1]. B [1].'],
    ['glued to a word', 'Quarante-cinq minutes[1].', 'Quarante-cinq minutes[1].'],
    ['a passage that does not exist', 'A [9]. B [4][8] C.', 'A. B [1] C.'],
    ['some that exist and some not', 'A [4, 9].', 'A [1].'],
    ['no answer, in the middle', 'A [0]. B [4].', 'A. B [1].'],
    ['bold around', '**A** [4]. **B [1]**', '**A** [1]. **B [2]**'],
  ])('%s', (_, answer, text) => {
    expect(shown(answer)).toBe(text);
  });

  it.each([
    ['a year', 'En [2024] comme en [1998].'],
    ['numbers in round brackets', '(1) Payer. (2) Signer (3).'],
    ['a link', 'Voir [le site](https://exemple.org/a) et [1er étage](https://exemple.org).'],
    ['code', 'Écrire `array[1]` ou ``x[2]``, puis :\n\n```js\nlet a = rows[1];\nb[4]\n```\nFin.'],
    ['code that never ends', '```\nrows[1]\nrows[4]'],
    ['an open bracket', 'Reste [1'],
    ['brackets with words', 'Le [document] dit [sic] tout.'],
    ['a number of the source itself', 'Selon le tarif [12].'],
    ['a backtick alone', 'Un ` perdu.'],
  ])('%s is left alone', (_, answer) => {
    expect(shown(answer)).toBe(answer);
  });

  it.each([
    [
      'a name of a program',
      'La case array[1] et user_ids[2].',
      'La case array[\u20601] et user_ids[\u20602].',
    ],
    [
      'a note of quoted words',
      'Il est dit : « Le prix est de 5 €[2] par jour » [4].',
      'Il est dit : « Le prix est de 5 €[\u20602] par jour » [1].',
    ],
  ])('%s is kept, and not shown as a citation', (_, answer, text) => {
    expect(shown(answer)).toBe(text);
  });

  it('a citation inside quoted words that the source does not have there is one', () => {
    expect(shown('“La pause dure 45 minutes [1].”')).toBe('“La pause dure 45 minutes [1].”');
    expect(shown('« Le parking est fermé [4] »')).toBe('« Le parking est fermé [1] »');
  });

  it('goes on after a backtick that has no partner', () => {
    expect(shown(`Un \` perdu [4].\n\nPuis [1].`)).toBe(`Un \` perdu [1].\n\nPuis [2].`);
  });

  it('shows words as they come, and holds back only what may become a citation', () => {
    const stream = createCitationStream(passages);
    expect(stream.pass('Quatre')).toBe('Quatre');
    expect(stream.pass(' jours')).toBe(' jours');
    expect(stream.pass(' [')).toBe('');
    expect(stream.pass('4')).toBe('');
    expect(stream.pass(']')).toBe('');
    expect(stream.pass('.')).toBe(' [1].');
    expect(stream.pass(' Puis (p')).toBe(' Puis');
    expect(stream.pass('ar jour)')).toBe(' (par jour)');
  });

  it('tells which passages each citation stands for, and what did not exist', () => {
    const stream = createCitationStream(passages);
    const text = stream.pass('A [1][3]. B [4] [17].') + stream.rest();
    expect(text).toBe('A [1]. B [2].');
    expect(stream.marks()).toEqual([
      { at: 2, number: 1, passages: [1, 3] },
      { at: 9, number: 2, passages: [4] },
    ]);
    expect(stream.missing()).toEqual(['[17]']);
    expect([stream.numberOf('rules'), stream.numberOf('prices'), stream.count()]).toEqual([1, null, 2]);
  });

  it('takes every citation out of an answer that says there is none', () => {
    const stream = createCitationStream(passages);
    stream.drop();
    expect(stream.pass('Rien, même dans [1].') + stream.rest()).toBe('Rien, même dans.');
    expect(stream.missing()).toEqual([]);
  });

  it('takes endless brackets in linear time', () => {
    const stream = createCitationStream(passages);
    const started = performance.now();
    for (let piece = 0; piece < 2_000; piece += 1) stream.pass('[[1,[(`[^2');
    stream.rest();
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
