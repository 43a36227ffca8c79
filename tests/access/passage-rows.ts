import type { Contract } from '#shared/contract/index.ts';
import { absent, editors, type Row } from './rows.ts';
import type { Side, World } from './world.ts';

const mayRead = [...editors, 'read key', 'admin key'] as const;
const mayWrite = [...editors, 'write key', 'admin key'] as const;

/** A passage that nobody has touched, and its document. */
async function passage({ temporary, freshDocument }: World, side: Side) {
  const id = await freshDocument(side);
  const [first] = (await temporary.client.documents.passages({ id, limit: 1 })).items;
  return { id, chunkId: first?.chunkId ?? '0', questions: ['Quand ?'] };
}
const edit: Row['input'] = async (world, _caller, side) => ({
  id: (await world.temporary.client.passages.mend(await passage(world, side))).id,
});

export const passageRows: { [Route in keyof Contract['passages']]: Row } = {
  edits: absent(mayRead, ({ estates }, _caller, side) => ({ id: estates[side].documentId })),
  mend: absent(mayWrite, (world, _caller, side) => passage(world, side)),
  split: absent(mayWrite, async (world, _caller, side) => {
    const { id, chunkId } = await passage(world, side);
    return { id, chunkId, at: 8 };
  }),
  join: absent(mayWrite, async (world, _caller, side) => {
    const { id, chunkId } = await passage(world, side);
    await world.temporary.client.passages.split({ id, chunkId, at: 8 });
    const [first] = (await world.temporary.client.documents.passages({ id, limit: 1 })).items;
    return { id, chunkId: first?.chunkId ?? '0' };
  }),
  change: absent(mayWrite, edit),
  keep: absent(mayWrite, edit),
  undo: absent(mayWrite, edit),
  flags: absent(mayRead, ({ estates }, _caller, side) => ({ id: estates[side].documentId })),
  excludeFlagged: absent(mayWrite, async ({ freshDocument }, _caller, side) => ({
    id: await freshDocument(side),
    flag: 'gibberish',
  })),
  takeBack: absent(mayWrite, async ({ freshDocument }, _caller, side) => ({
    id: await freshDocument(side),
    editIds: [crypto.randomUUID()],
  })),
};
