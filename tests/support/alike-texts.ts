import { jaccard } from '#main/features/documents/min-hash.ts';
import { ALIKE, likenessOf, type Likeness } from '#main/features/documents/passage-likeness.ts';

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A text with so many of its words put for others. */
export function spoilt(
  words: readonly string[],
  many: number,
  random: () => number,
  anyWord: () => string,
): string[] {
  const others = [...words];
  for (let done = 0; done < many; done += 1) others[Math.floor(random() * others.length)] = anyWord();
  return others;
}

/** Each text several times over, the copies with a tenth of their words put for others at most, all in no order. */
export function families(texts: readonly (readonly string[])[], copies: number, random: () => number) {
  const vocabulary = texts.flat().filter(word => !/\p{N}/u.test(word));
  const anyWord = () => vocabulary[Math.floor(random() * vocabulary.length)] ?? '';
  const all = texts.flatMap((words, family) =>
    Array.from({ length: copies }, (_, copy) => ({
      family,
      text: spoilt(words, copy === 0 ? 0 : Math.floor(random() * (words.length / 10)), random, anyWord).join(
        ' ',
      ),
      at: random(),
    })),
  );
  return all.toSorted((one, other) => one.at - other.at).map(({ family, text }) => ({ family, text }));
}

type Member = { family: number; text: string; groupId: number };
export type Grouped = { pairs: number; found: number; together: number; wrong: number };

/** How many pairs of a family that say the same stand in one group, and how many pairs of a group do not say it. */
export function judgeGroups(members: readonly Member[], unlike: number): Grouped {
  const grouped: Grouped = { pairs: 0, found: 0, together: 0, wrong: 0 };
  const likenesses = members.map(({ text }) => likenessOf(text));
  const share = (one: Likeness | null | undefined, other: Likeness | null | undefined) =>
    one && other && one.figures === other.figures ? jaccard(one.shingles, other.shingles) : 0;
  const pairsBy = (key: (member: Member) => number, look: (one: number, other: number) => void) => {
    for (const group of Map.groupBy(members.keys(), at => key(members[at] as Member)).values())
      for (const [index, one] of group.entries())
        for (const other of group.slice(index + 1)) look(one, other);
  };
  pairsBy(
    ({ family }) => family,
    (one, other) => {
      if (share(likenesses[one], likenesses[other]) < ALIKE) return;
      grouped.pairs += 1;
      if (members[one]?.groupId === members[other]?.groupId) grouped.found += 1;
    },
  );
  pairsBy(
    ({ groupId }) => groupId,
    (one, other) => {
      grouped.together += 1;
      if (share(likenesses[one], likenesses[other]) < unlike) grouped.wrong += 1;
    },
  );
  return grouped;
}
