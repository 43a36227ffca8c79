import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Narrowing } from '#shared/contract/narrowing.ts';
import { followedFolder } from '../support/followed-folder.ts';

const place = followedFolder();
const { write, follow } = place;

const DAY_MS = 24 * 60 * 60 * 1000;
const day = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);

it('a search and the list of documents are narrowed by source, folder, kind, language and day', async () => {
  const { client } = place.office;
  for (const folder of ['Tarifs', 'Tarifs anciens']) mkdirSync(join(place.folder.path, folder));
  write(
    'Tarifs/loyer.txt',
    'Le loyer du garage est de cent euros par mois, charges comprises pour le locataire.',
  );
  write(
    'Tarifs anciens/loyer vieux.txt',
    'Le loyer du garage est de douze euros par mois, sans les charges.',
  );
  write('loyer.csv', 'bien;loyer du garage\nPigalle;quarante euros\n');
  write(
    'rent.html',
    '<html><body><h1>Rent</h1><p>The rent (loyer) of the garage is due on the first day of the month, and you pay it to the owner.</p></body></html>',
  );
  const sourceId = await follow();
  const [{ chatbotIds: [chatbotId = ''] = [] } = {}] = await place.documents();

  const both = async (narrowing: Narrowing) => {
    const { results } = await client.search.search({ chatbotId, q: 'loyer du garage', k: 20, ...narrowing });
    const { items } = await client.documents.list({ chatbotId, limit: 200, ...narrowing });
    const named = new Map(items.map(({ id, fileName }) => [id, fileName]));
    return {
      found: [...new Set(results.map(({ documentId }) => named.get(documentId) ?? 'another'))].toSorted(),
      listed: [...named.values()].toSorted(),
    };
  };
  const same = (...names: string[]) => ({ found: names, listed: names });
  const all = same('loyer vieux.txt', 'loyer.csv', 'loyer.txt', 'rent.html');

  expect(await both({})).toEqual(all);
  expect(await both({ sourceId })).toEqual(all);
  expect(await both({ sourceId: '01890000-0000-7000-8000-000000000000' })).toEqual(same());
  expect(await both({ folder: 'Tarifs' })).toEqual(same('loyer.txt'));
  expect(await both({ sourceId, folder: 'Tarifs anciens/' })).toEqual(same('loyer vieux.txt'));
  expect(await both({ type: 'sheet' })).toEqual(same('loyer.csv'));
  expect(await both({ type: 'page' })).toEqual(same('rent.html'));
  expect(await both({ type: 'picture' })).toEqual(same());
  expect(await both({ type: 'text' })).toEqual(same('loyer vieux.txt', 'loyer.txt'));
  expect(await both({ language: 'en' })).toEqual(same('rent.html'));
  expect(await both({ addedFrom: day(-1), addedTo: day(1) })).toEqual(all);
  expect(await both({ addedFrom: day(1) })).toEqual(same());
  expect(await both({ addedTo: day(-1) })).toEqual(same());
  expect(await both({ type: 'text', folder: 'Tarifs' })).toEqual(same('loyer.txt'));

  const looked = await client.goldenQuestions.look({ chatbotId, q: 'loyer du garage', type: 'sheet' });
  expect(looked.passages.map(({ text }) => text).join()).toContain('Pigalle');
  expect(looked.passages.every(({ documentId }) => documentId === looked.passages[0]?.documentId)).toBe(true);
  await expect(client.search.search({ chatbotId, q: 'loyer', addedFrom: 'hier' })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
});
