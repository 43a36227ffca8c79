import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLikenessIndex } from '#main/features/documents/likeness-index.ts';
import { families, judgeGroups, numbers } from '../support/alike-texts.ts';
import { fillPassages, groupsOf } from '../support/planted-passages.ts';
import { openTemporaryDatabase } from '../support/temporary-database.ts';
import type { Row } from './retrieval-sets.ts';

const SETS = ['fr-servicepublic', 'en-scifact'] as const;
const PASSAGES = 1_500;
const PASSAGE_WORDS = 150;
/** Each passage so many times over, with up to a tenth of its words put for others. */
const COPIES = 4;
/** Of pairs that say the same (Jaccard ≥ .8, the same figures), so many stand in one group. */
const FOUND_LEAST = 0.95;
/** Of pairs of a group, so many have less than half in common. */
const WRONG_MOST = 0.01;
const UNLIKE = 0.5;

/** Passages of real texts, spoilt and put into groups: how many of those that say the same are found, and what it costs. */
export function measureAlike(folder: string): { rows: Row[]; failures: string[] } {
  const rows: Row[] = [];
  const failures: string[] = [];
  for (const set of SETS) {
    const file = join(folder, set, 'corpus.jsonl');
    if (!existsSync(file)) {
      failures.push(`${set} is not in ${folder}`);
      continue;
    }
    const made = families(passagesOf(readFileSync(file, 'utf8')), COPIES, numbers(1));
    const temporary = openTemporaryDatabase();
    const { database } = temporary;
    const passages = fillPassages(
      database,
      'quality',
      made.map(({ text }) => text),
    );
    const index = createLikenessIndex(database);
    const times: number[] = [];
    database.$client.transaction(() => {
      for (const passage of passages) {
        const from = performance.now();
        index.place(passage);
        times.push(performance.now() - from);
      }
    })();
    const groups = groupsOf(database);
    const { pairs, found, together, wrong } = judgeGroups(
      passages.map(({ id, text }, at) => ({
        family: made[at]?.family ?? -1,
        text,
        groupId: groups.get(id) ?? -1,
      })),
      UNLIKE,
    );
    temporary.close();
    times.sort((one, other) => one - other);
    const [share, mistaken] = [found / Math.max(1, pairs), wrong / Math.max(1, together)];
    rows.push({
      set,
      passages: String(passages.length),
      pairs: String(pairs),
      found: share.toFixed(4),
      'of groups, unlike': mistaken.toFixed(4),
      'mean ms': (times.reduce((sum, time) => sum + time, 0) / times.length).toFixed(2),
      'p99 ms': (times[Math.floor(times.length * 0.99)] ?? 0).toFixed(2),
    });
    if (share < FOUND_LEAST)
      failures.push(
        `${set}: passages that say the same found is ${share.toFixed(4)}, the gate is ${FOUND_LEAST}`,
      );
    if (mistaken > WRONG_MOST)
      failures.push(`${set}: unlike pairs in groups is ${mistaken.toFixed(4)}, the gate is ${WRONG_MOST}`);
  }
  return { rows, failures };
}

/** The words of a set in runs as long as a passage. */
function passagesOf(corpus: string): string[][] {
  const passages: string[][] = [];
  for (const line of corpus.split('\n')) {
    if (line === '') continue;
    const words = (JSON.parse(line) as { text: string }).text.split(/\s+/u).filter(word => word !== '');
    for (let from = 0; from + PASSAGE_WORDS <= words.length; from += PASSAGE_WORDS) {
      passages.push(words.slice(from, from + PASSAGE_WORDS));
      if (passages.length === PASSAGES) return passages;
    }
  }
  return passages;
}
