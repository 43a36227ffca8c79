import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeywordSearcher } from './keyword-searcher.ts';
import type { KeywordSearcher } from './ports.ts';
import { openTemporaryKnowledgeBase } from '../../../tests/support/temporary-knowledge-base.ts';
import type { TemporaryKnowledgeBase } from '../../../tests/support/temporary-knowledge-base.ts';

const scope = { clientId: 'office', chatbotId: null };
let base: TemporaryKnowledgeBase;
let searcher: KeywordSearcher;

beforeEach(() => {
  base = openTemporaryKnowledgeBase(['office']);
  searcher = createKeywordSearcher({ databasePath: base.databasePath });
});

afterEach(async () => {
  await searcher.close();
  base.close();
});

describe('createKeywordSearcher', () => {
  it('answers from its worker and sees later commits', async () => {
    expect((await searcher.search(scope, 'parking', { k: 5 })).hits).toEqual([]);
    base.addDocument({ clientId: 'office', id: 'parking', texts: ['Le parking ferme à vingt heures.'] });
    const { hits, language } = await searcher.search(scope, 'Quand ferme le parking ?', { k: 5 });
    expect(hits[0]).toMatchObject({ documentId: 'parking', coverage: 1 });
    expect(hits[0]?.score).toBeGreaterThan(0);
    expect(language).toBe('fr');
  });

  it('rejects an aborted search with its reason and goes on answering', async () => {
    base.addDocument({ clientId: 'office', id: 'parking', texts: ['Le parking ferme à vingt heures.'] });
    const reason = new Error('the person left');
    await expect(searcher.search(scope, 'parking', { k: 5, signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    const controller = new AbortController();
    const waiting = searcher.search(scope, 'parking', { k: 5, signal: controller.signal });
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect((await searcher.search(scope, 'parking', { k: 5 })).hits).toHaveLength(1);
  });

  it('answers many at once, each with its own result', async () => {
    base.addDocument({ clientId: 'office', id: 'parking', texts: ['Le parking ferme à vingt heures.'] });
    base.addDocument({ clientId: 'office', id: 'canteen', texts: ['La cantine ouvre à midi.'] });
    const queries = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? 'parking' : 'cantine'));
    const results = await Promise.all(queries.map(query => searcher.search(scope, query, { k: 1 })));
    expect(results.map(result => result.hits[0]?.documentId)).toEqual(
      queries.map(query => (query === 'parking' ? 'parking' : 'canteen')),
    );
  });

  it('keeps the program until it is closed, also in the middle of a check', () => {
    const texts = Array.from({ length: 200 }, (_, index) =>
      `Le parking ferme à ${index} heures. `.repeat(40),
    );
    base.addDocument({ clientId: 'office', id: 'parking', texts });
    const program = `
      import { createKeywordSearcher } from ${JSON.stringify(new URL('keyword-searcher.ts', import.meta.url))};
      for (let time = 0; time < 12; time += 1) {
        const searcher = createKeywordSearcher({ databasePath: ${JSON.stringify(base.databasePath)} });
        await searcher.search(${JSON.stringify(scope)}, 'parking', { k: 1 });
        searcher.check('office', { thorough: true }).catch(() => undefined); // failed when it was not begun
        await new Promise(resolve => setTimeout(resolve, time)); // the worker is at it
        await searcher.close();
      }
      process.stdout.write('closed');`;
    const file = join(dirname(base.databasePath), 'program.mjs');
    writeFileSync(file, program);
    const run = spawnSync(process.execPath, [file], { encoding: 'utf8' });
    expect([run.status, run.stdout, run.stderr]).toEqual([0, 'closed', '']);
  });

  it('fails a search when the database cannot be opened, and after it is closed', async () => {
    const lost = createKeywordSearcher({ databasePath: `${base.databasePath}.missing` });
    await expect(lost.search(scope, 'parking', { k: 1 })).rejects.toMatchObject({
      code: 'internal.unexpected',
    });
    await lost.close();
    await expect(lost.search(scope, 'parking', { k: 1 })).rejects.toMatchObject({
      code: 'internal.unexpected',
    });
  });
});
