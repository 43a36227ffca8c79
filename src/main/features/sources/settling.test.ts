import { afterEach, beforeEach, expect, it } from 'vitest';
import { wholeClients } from '#main/db/client-scope.ts';
import { createGroupCommit } from '#main/db/group-commit.ts';
import { documents } from '#main/db/schema/index.ts';
import { systemClock } from '#main/platform/clock.ts';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { plantedId } from '../../../../tests/support/planted-id.ts';
import { createItemStore, type ItemStore } from './item-store.ts';
import { createSettling } from './settling.ts';
import { createSourceStore, type LookRow, type SourceRow } from './store.ts';

const AT = '2026-01-01T00:00:00.000Z';
const clientId = plantedId('c');

let base: ReturnType<typeof openTemporaryDatabase>;
let items: ItemStore;
let source: SourceRow;
let look: LookRow;
let settle: ReturnType<typeof createSettling>;

beforeEach(() => {
  base = openTemporaryDatabase();
  base.database.$client.exec(`insert into clients (id, name, language, active, created_at, updated_at)
    values ('${clientId}', 'Bureau', 'fr', 1, '${AT}', '${AT}')`);
  const store = createSourceStore(base.database);
  items = createItemStore(base.database);
  source = store.insert(
    {
      id: plantedId('s'),
      clientId,
      kind: 'folder',
      name: 'Dossier',
      settings: {},
      schedule: { every: 'never' },
      onVanished: 'ask',
      state: 'ok',
      createdAt: AT,
      updatedAt: AT,
    },
    [],
  );
  const counts = { new: 0, changed: 0, unchanged: 0, skipped: 0, failed: 0, vanished: 0 };
  const id = plantedId('l');
  look = store.beginLook({ id, sourceId: source.id, dry: false, counts, startedAt: AT, durationMs: 0 });
  const never = () => {
    throw new Error('Nothing is done to a document before a yes');
  };
  settle = createSettling({
    items,
    documents: { current: never, take: never, copy: never, move: never, vanish: never, comesBack: never },
    together: createGroupCommit(base.database.$client),
    clock: systemClock,
  });
});
afterEach(() => base.close());

/** Something that an earlier look took. */
function taken(key: string): void {
  const id = plantedId(key);
  base.database
    .insert(documents)
    .values({ id, clientId, fileName: key, title: key, contentHash: key, size: 1, state: 'ready', passageCount: 1, origin: 'source', createdAt: AT, updatedAt: AT })
    .run(); // prettier-ignore
  items.met(source.id, plantedId('before'), key, AT, { state: 'unchanged', documentId: id });
}

it('what is below a folder that could not be read has not vanished', async () => {
  for (const key of ['lu/a.txt', 'fermé/b.txt', 'fermé/sous/c.txt', 'fermé-2/d.txt']) taken(key);
  items.met(source.id, look.id, 'lu/a.txt', AT, { state: 'unchanged' });
  items.met(source.id, look.id, 'fermé/', AT, { state: 'failed', code: 'path.not_found' });
  const gone = await settle({ source, look, chatbotIds: [] });
  expect(gone).toEqual({ vanished: 1, of: 4, shrunk: false });
  expect(items.asking(source.id, undefined).map(({ key, state }) => [key, state])).toEqual([
    ['fermé-2/d.txt', 'vanished'],
  ]);
});

it('a third of what there was is much', async () => {
  for (const key of ['a', 'b', 'c']) taken(key);
  for (const key of ['a', 'b']) items.met(source.id, look.id, key, AT, { state: 'unchanged' });
  expect(await settle({ source: { ...source, onVanished: 'set_aside' }, look, chatbotIds: [] })).toEqual({
    vanished: 1,
    of: 3,
    shrunk: true,
  });
  expect(items.asking(source.id, undefined)).toHaveLength(1);
  expect(createSourceStore(base.database).get(wholeClients([clientId]), source.id)?.state).toBe('ok');
});

it('what was only seen and never taken is forgotten', async () => {
  items.met(source.id, plantedId('before'), 'ignoré.txt', AT, { state: 'skipped', reason: 'ignored' });
  await settle({ source, look, chatbotIds: [] });
  expect(items.page(source.id, {}, { limit: 9 })).toEqual([]);
});
